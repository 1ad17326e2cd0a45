/** What flows may ask of the hotline itself. */
import type { Operations } from '../../core/ivr/operation.ts';

const plain = { slotClass: 'plain' } as const;
const optional = { slotClass: 'plain', isOptional: true } as const;
const caseResults = ['number', 'box', 'state', 'filedOn', 'stateClip'];

export const houseOperations = {
  'queue-state': { by: 'house', isAct: false, args: { queue: plain }, results: ['waiting', 'seats', 'isStaffed', 'isLong'], refusals: [] },
  'firm-state': { by: 'house', isAct: false, args: {}, results: ['date', 'isTradingDay', 'session', 'nextTradingDay'], refusals: [] },
  /** The next trading day's slots; `*.id` is what `book-callback` takes. */
  'callback-slots': { by: 'house', isAct: false, args: {}, results: ['date', 'rows', '*.id', '*.key', '*.from', '*.to'], refusals: [] },
  /** `slot`: of callback-slots, or `now`. `case`: as the callback node says. */
  'book-callback': { by: 'house', isAct: true, args: { slot: plain, case: optional }, results: ['date', 'from', 'to'], refusals: ['SLOT_GONE', 'CLIENT_UNKNOWN', 'CALLBACK_PENDING'] },
  'case-status': { by: 'house', isAct: false, args: { number: plain }, results: caseResults, refusals: [] },
  /** The case this call left last. */
  'my-case': { by: 'house', isAct: false, args: {}, results: caseResults, refusals: [] },
  rate: { by: 'house', isAct: true, args: { score: plain }, results: [], refusals: ['SCORE_INVALID', 'RATED_ALREADY'] },
  /** `what`: quote (with `code`), funds (with `client`), doc-1, doc-2. `number`: where a fax goes. */
  'send-to-me': {
    by: 'house', isAct: true,
    args: { channel: plain, what: plain, code: optional, kind: optional, client: optional, number: { slotClass: 'private', isOptional: true } },
    results: [], refusals: ['CHANNEL_UNKNOWN', 'NOTHING_TO_SEND', 'NO_ADDRESS', 'NUMBER_INVALID'],
  },
} as const satisfies Operations;
