/** Who answers what flows ask: the back office and the hotline's own desk, behind one dispatch. */
import { createBrokerageAnswerer } from '../adapters/brokerage/answerer.ts';
import { createBrokerage } from '../adapters/brokerage/client.ts';
import { createClientCaseStore } from '../adapters/postgres/client-case-store.ts';
import { createHeldNumbers } from '../adapters/postgres/held-numbers.ts';
import { createNoticeStore } from '../adapters/postgres/notice-store.ts';
import { createQueueFigures } from '../adapters/postgres/queue-figures.ts';
import { createRatingStore } from '../adapters/postgres/rating-store.ts';
import { createTrail } from '../adapters/postgres/trail-store.ts';
import type { CaseStore } from '../app/callbacks/ports.ts';
import { createMessages } from '../app/house/case-desk.ts';
import { createDispatch } from '../app/house/dispatch.ts';
import { createHouse } from '../app/house/house.ts';
import type { ContentClips } from '../app/content-clips.ts';
import type { CallOwners, Messages } from '../app/house/ports.ts';
import type { Answerer } from '../app/house/answerer.ts';
import type { JobQueue, NumberBook } from '../app/ports.ts';
import { trailed } from '../app/trail/trailed.ts';
import { firmCalendarSettings } from '../contract/firm-calendar.ts';
import type { CallState } from '../core/call/state.ts';
import { operations } from '../contract/operations/table.ts';
import { createFirmCalendar } from '../core/calendar/firm-calendar.ts';
import { DEFAULT_CALLBACK_RULES } from '../core/callback/rules.ts';
import type { Foundation } from './foundation.ts';

export interface LookUpParts {
  readonly numbers: NumberBook;
  readonly owners: CallOwners;
  readonly stateOf: (callId: string) => CallState | null;
  readonly jobs: JobQueue;
  readonly clips: ContentClips;
  readonly callbacks: Pick<CaseStore, 'open'>;
}

export function composeLookUps(foundation: Foundation, { numbers, owners, stateOf, jobs, clips, callbacks }: LookUpParts): { lookUps: Answerer; messages: Messages; close(): Promise<void> } {
  const { config, database, clock, log, pause } = foundation;
  const client = createBrokerage({
    baseUrl: config.brokerageUrl, timeoutMs: config.brokerageTimeoutMs, connectTimeoutMs: config.brokerageConnectTimeoutMs,
    token: config.secrets.brokerageToken, logger: log,
  });
  const brokerage = createBrokerageAnswerer({ brokerage: client, clips });
  const cases = createClientCaseStore(database);
  const house = createHouse({
    calendar: createFirmCalendar(firmCalendarSettings.parse({})), cases, callbacks, ratings: createRatingStore(database),
    queues: createQueueFigures(database), notices: createNoticeStore(database), numbers: createHeldNumbers(numbers), rules: DEFAULT_CALLBACK_RULES,
    owners, jobs, brokerage, clock, log,
  });
  return { lookUps: createDispatch({ operations, brokerage: trailed(brokerage, { trail: createTrail(database), stateOf, now: clock.now, pause, log }), house, owners }), messages: createMessages({ cases, clock }), close: () => client.close() };
}
