/** The call's time in its parts, counted by the server's clock. */
import type { CallView } from '../../../contract/desk/call-control.ts';

export interface CallTimes {
  /** Since both heard each other, holds included; null: they have not. */
  readonly talkMs: number | null;
  /** All holds together. */
  readonly heldMs: number | null;
  /** After-call work so far; null: none. */
  readonly acwMs: number | null;
}

/** `acwSince`: when the after-call work of this call began; null: it has not. */
export function timesOf(view: CallView | null, acwSince: number | null, now: number): CallTimes {
  const acwMs = acwSince === null ? null : now - acwSince;
  if (view === null || view.connectedAt === null) return { talkMs: null, heldMs: null, acwMs };
  const talkUntil = view.step === 'ended' ? view.since : (acwSince ?? now);
  const heldNowMs = view.step === 'held' ? now - view.since : 0;
  return { talkMs: talkUntil - view.connectedAt, heldMs: view.heldMs + heldNowMs, acwMs };
}
