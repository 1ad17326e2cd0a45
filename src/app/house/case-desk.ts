/** Complaints, suggestions and messages that callers leave after the tone (P-01): filed with a number, asked for by it. */
import { randomInt } from 'node:crypto';
import { formatDate, localTimeOf } from '../../core/calendar/civil.ts';
import type { LookupAnswer } from '../../core/call/events.ts';
import type { Clock } from '../clock.ts';
import { uuidV7 } from '../ids.ts';
import type { Answerer } from './answerer.ts';
import type { ClientCases, ClientCaseStatus, Messages } from './ports.ts';

export interface CaseDeskDeps {
  readonly cases: ClientCases;
  readonly clock: Clock;
}

const HOUR_MS = 3_600_000;
/** K-03: accepted within 24 h; investigated within 72 h, the result within 48 h of that. Settings of the firm one day. */
const ACCEPT_MS = 24 * HOUR_MS;
const RESULT_MS = (72 + 48) * HOUR_MS;
/** So many numbers are tried before we give up: of 90 million, with a million in use, one in 10^9 calls comes that far. */
const MAX_DRAWS = 5;

export function createCaseDesk({ cases, clock }: CaseDeskDeps): { status: Answerer; ofCall: Answerer } {
  const told = (found: ClientCaseStatus | null): LookupAnswer => (found === null ? { kind: 'not-found' } : { kind: 'found', answers: answersOf(found, clock) });
  return {
    // Only how it stands and since when: whoever guesses a number learns nothing about anybody.
    status: async ({ args }) => told(/^\d{8}$/.test(args['number'] ?? '') ? await cases.byNumber(args['number'] ?? '') : null),
    ofCall: async ({ callId }) => told(await cases.ofCall(callId)),
  };
}

/** Its number is drawn, so that nobody can count them. */
export function createMessages({ cases, clock }: CaseDeskDeps): Messages {
  return {
    async file(message) {
      const businessAt = clock.businessNow();
      const deadlines = message.box === 'complaint' ? { acceptBy: businessAt + ACCEPT_MS, resultBy: businessAt + RESULT_MS } : { acceptBy: null, resultBy: null };
      for (let draw = 0; draw < MAX_DRAWS; draw += 1) {
        const at = clock.now();
        const filed = await cases.file({ ...message, ...deadlines, caseId: uuidV7(at), caseNo: String(randomInt(10_000_000, 100_000_000)), at });
        if (filed !== 'number-taken') return;
      }
      throw new Error('no free case number was found');
    },
  };
}

function answersOf({ caseNo, box, state, filedAt }: ClientCaseStatus, clock: Clock): Record<string, string> {
  // The firm's date of the true instant it was filed at.
  const filedOn = formatDate(localTimeOf(filedAt + clock.businessNow() - clock.now()).epochDay);
  return { number: caseNo, box, state, filedOn, stateClip: `case.is-${state}` };
}
