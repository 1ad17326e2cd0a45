/** The hotline's own operations, by the names flows use (contract/operations/house.ts). */
import type { FirmCalendar } from '../../core/calendar/firm-calendar.ts';
import type { CallbackRules } from '../../core/callback/rules.ts';
import type { CaseStore } from '../callbacks/ports.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { JobQueue } from '../ports.ts';
import { answererOf, type Answerer } from './answerer.ts';
import { createBooking } from './booking.ts';
import { createCaseDesk } from './case-desk.ts';
import { firmState } from './firm-state.ts';
import type { CallOwners, ClientCases, HeldNumbers, Notices, QueueFigures, Ratings } from './ports.ts';
import { createSendToMe } from './send-to-me.ts';

export interface HouseDeps {
  readonly calendar: FirmCalendar;
  readonly cases: ClientCases;
  readonly callbacks: Pick<CaseStore, 'open'>;
  readonly ratings: Ratings;
  readonly queues: QueueFigures;
  readonly notices: Notices;
  readonly owners: CallOwners;
  readonly numbers: HeldNumbers;
  readonly jobs: JobQueue;
  readonly brokerage: Answerer;
  readonly clock: Clock;
  readonly log: Log;
  readonly rules: CallbackRules;
}

/** Longer is told to the caller before she waits. */
const LONG_QUEUE = 20;

export function createHouse(deps: HouseDeps): Answerer {
  const booking = createBooking(deps);
  const caseDesk = createCaseDesk(deps);
  return answererOf({
    'queue-state': async ({ args }) => {
      const figures = await deps.queues.read(args['queue'] ?? '');
      if (figures === null) return { kind: 'not-found' };
      const { waiting, seats } = figures;
      return { kind: 'found', answers: { waiting, seats, isStaffed: seats > 0 ? 'yes' : 'no', isLong: waiting >= LONG_QUEUE ? 'yes' : 'no' } };
    },
    'firm-state': async () => firmState(deps.calendar, deps.clock.businessNow()),
    'callback-slots': async () => booking.slots(),
    'book-callback': booking.book,
    'case-status': caseDesk.status,
    'my-case': caseDesk.ofCall,
    rate: async ({ args, callId }) => {
      const score = Number(args['score']);
      if (!Number.isInteger(score) || score < 1 || score > 5) return { kind: 'refused', code: 'SCORE_INVALID' };
      const isFirst = await deps.ratings.add({ callId, score, at: deps.clock.now() });
      return isFirst ? { kind: 'found', answers: {} } : { kind: 'refused', code: 'RATED_ALREADY' };
    },
    'send-to-me': createSendToMe(deps),
  });
}
