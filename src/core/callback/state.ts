/**
 * A callback case (回访): the promise to call one client for one reason. Its phone calls are attempts of their own.
 *
 *   pending(next try) --claimed--> attempting(attempt) --recording sealed--> completed --reviewed--> reviewed
 *      ^    |                          |
 *      |    |                          +-- nobody talked, or the talk has no recording --> pending(next try)
 *      |    +-- recording of an earlier talk found late --> completed
 *      |    +-- no number left, tried enough, asked to --> cancelled
 *
 * `completed` is refused here and, whatever the program says, by the database: without a sealed recording (E-02), without a
 * finished talk, for the marketing series (I-01).
 */
export type CaseState =
  /** `nextAttemptAt` in business time (epoch ms). */
  | { readonly phase: 'pending'; readonly nextAttemptAt: number }
  | { readonly phase: 'attempting'; readonly attemptId: string }
  | { readonly phase: 'completed'; readonly attemptId: string; readonly agentId: string }
  | { readonly phase: 'reviewed'; readonly attemptId: string; readonly agentId: string; readonly reviewerId: string }
  | { readonly phase: 'cancelled'; readonly reason: CancelReason };

export type CancelReason = 'not-reached' | 'no-valid-number' | 'gave-up' | 'withdrawn' | 'expired';

export type CaseEvent =
  | { readonly kind: 'claimed'; readonly attemptId: string }
  /** The attempt is over and does not complete the case. */
  | { readonly kind: 'try-again'; readonly attemptId: string; readonly nextAttemptAt: number }
  | { readonly kind: 'put-off'; readonly nextAttemptAt: number }
  | { readonly kind: 'proven'; readonly attemptId: string; readonly agentId: string }
  | { readonly kind: 'cancelled'; readonly reason: CancelReason }
  | { readonly kind: 'reviewed'; readonly reviewerId: string };

export type CaseRefusal = 'CASE_OVER' | 'CASE_HAS_ATTEMPT' | 'CASE_HAS_NO_ATTEMPT' | 'CASE_OTHER_ATTEMPT' | 'CASE_NOT_COMPLETED' | 'CASE_REVIEW_BY_OTHER';
