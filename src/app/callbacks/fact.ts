/** What happened to a callback case; its subject is the case's id, of the last two the attempt's. */
import type { AttemptOutcome } from '../../core/call/commands.ts';
import type { CancelReason } from '../../core/callback/state.ts';

export type CallbackFact =
  | { readonly kind: 'callback-opened'; readonly caseKind: string; readonly clientId: string }
  /** Business time. */
  | { readonly kind: 'callback-put-off'; readonly why: string; readonly nextAttemptAt: number }
  | { readonly kind: 'callback-completed'; readonly attemptId: string; readonly agentId: string }
  | { readonly kind: 'callback-reviewed'; readonly agentId: string }
  | { readonly kind: 'callback-cancelled'; readonly why: CancelReason }
  | { readonly kind: 'attempt-claimed'; readonly caseId: string; readonly callId: string; readonly attemptNo: number }
  /** Taken back before a server had it. */
  | { readonly kind: 'attempt-withdrawn'; readonly caseId: string }
  /** What became of a call was not known and is now. */
  | { readonly kind: 'attempt-settled'; readonly caseId: string; readonly outcome: AttemptOutcome };
