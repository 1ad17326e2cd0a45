/** When a client is called again after an attempt that did not complete the case. */
import type { AttemptOutcome } from '../call/commands.ts';
import { nextDay, nextInWindow, type CallbackRules } from './rules.ts';

export interface EndedAttempt {
  readonly why: AttemptOutcome | 'recording-missing';
  readonly wasDialled: boolean;
  /** Times the client's phone was dialled for this case, this one included. */
  readonly dials: number;
  /** Attempts in a row that dialled nobody, this one included; 0: it was dialled. */
  readonly notDialledInRow: number;
  readonly endedBusinessAt: number;
}

/** Business epoch ms, always inside the window. */
export function retryOf(ended: EndedAttempt, rules: CallbackRules): number {
  const { window } = rules;
  const after = (ms: number): number => nextInWindow(window, ended.endedBusinessAt + ms);
  if (!ended.wasDialled) return after(notDialledPauseMs(ended.notDialledInRow, rules));
  switch (ended.why) {
    case 'busy':
      return after(rules.busyRetryMs);
    case 'no-answer':
      return ended.dials <= 1 ? after(rules.noAnswerRetryMs) : nextDay(window, ended.endedBusinessAt);
    // Another number is tried; it has done nothing wrong.
    case 'invalid-number':
      return after(0);
    case 'failed':
    case 'no-seat':
      return after(rules.noAnswerRetryMs);
    // She said no, or may just have talked to us: not again on the same day.
    case 'rejected':
    case 'unknown':
    case 'talked':
    case 'recording-missing':
      return nextDay(window, ended.endedBusinessAt);
    default:
      return ended.why satisfies never;
  }
}

function notDialledPauseMs(inRow: number, rules: CallbackRules): number {
  const doubled = rules.notDialledRetryMs * 2 ** Math.min(20, Math.max(0, inRow - 1));
  return Math.min(rules.notDialledRetryMaxMs, doubled);
}
