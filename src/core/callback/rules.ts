/** Rules of calling back: kinds with their deadlines (domain 1.5), when a phone may ring (I-08), how often it is tried. */
import { instantOf, localTimeOf, msPerMinute } from '../calendar/civil.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

export interface CallbackRules {
  /** Local minutes of the day in which a client's phone may ring: the first belongs to it, the last does not. */
  readonly window: { readonly fromMinute: number; readonly toMinute: number };
  /** Times a client's phone is dialled for one case. Attempts that dialled nobody (no seat, line down) do not count. */
  readonly maxDials: number;
  /** All attempts of a case, whatever became of them: even a rule that is wrong ends. */
  readonly maxAttempts: number;
  readonly busyRetryMs: number;
  readonly noAnswerRetryMs: number;
  /** Nobody was dialled: first pause; it doubles each time in a row, up to the longest. */
  readonly notDialledRetryMs: number;
  readonly notDialledRetryMaxMs: number;
  /** A claim that no server takes for so long is withdrawn: nobody is dialled hours later. */
  readonly claimPatienceMs: number;
  /** An attempt whose call is nowhere, neither waiting, live nor in the history, is judged after so long. */
  readonly lostCallGraceMs: number;
}

export const DEFAULT_CALLBACK_RULES: CallbackRules = {
  window: { fromMinute: 9 * 60, toMinute: 20 * 60 },
  maxDials: 3,
  maxAttempts: 50,
  busyRetryMs: 15 * 60_000,
  noAnswerRetryMs: 2 * hourMs,
  notDialledRetryMs: 10 * 60_000,
  notDialledRetryMaxMs: 4 * hourMs,
  claimPatienceMs: 60_000,
  lostCallGraceMs: 60_000,
};

/** Kinds of case and how long each may take; firms change the times, the kinds are presets. All of them are compliance callbacks. */
export const CALLBACK_KINDS = {
  /** B-01 */
  'new-account': { withinMs: 7 * dayMs },
  /** B-03 */
  'bank-opening': { withinMs: 3 * dayMs },
  /** B-06 */
  'after-trade': { withinMs: dayMs },
  /** B-08 */
  dormant: { withinMs: 15 * dayMs },
  /** B-09 */
  'closed-account': { withinMs: 2 * dayMs },
  /** B-10 */
  'large-outflow': { withinMs: dayMs },
  /** B-13 */
  complaint: { withinMs: dayMs },
  /** M-14: at the client's own wish; its time and deadline are the slot she chose. */
  booked: { withinMs: dayMs },
  /** M-13: a contact that cannot be keyed (e-mail, address) is changed by an agent. */
  'contact-change': { withinMs: dayMs },
  /** Virtual hold: her place in a queue is kept; after so long it is worth nothing any more. */
  'kept-place': { withinMs: 4 * hourMs },
} as const satisfies Readonly<Record<string, { readonly withinMs: number }>>;

export type CallbackKind = keyof typeof CALLBACK_KINDS;
export const isCallbackKind = (word: string): word is CallbackKind => Object.hasOwn(CALLBACK_KINDS, word);

/** I-01: agents of these series are offered no callback. */
export const EXCLUDED_SERIES: readonly string[] = ['marketing'];

export function isInWindow(window: CallbackRules['window'], businessAt: number): boolean {
  const { msOfDay } = localTimeOf(businessAt);
  return msOfDay >= window.fromMinute * msPerMinute && msOfDay < window.toMinute * msPerMinute;
}

/** The same moment if a phone may ring then, else the next opening. Business epoch ms. */
export function nextInWindow(window: CallbackRules['window'], businessAt: number): number {
  if (isInWindow(window, businessAt)) return businessAt;
  const { epochDay, msOfDay } = localTimeOf(businessAt);
  const openingMs = window.fromMinute * msPerMinute;
  return instantOf({ epochDay: msOfDay < openingMs ? epochDay : epochDay + 1, msOfDay: openingMs });
}

/** The opening of the day after. */
export function nextDay(window: CallbackRules['window'], businessAt: number): number {
  return instantOf({ epochDay: localTimeOf(businessAt).epochDay + 1, msOfDay: window.fromMinute * msPerMinute });
}
