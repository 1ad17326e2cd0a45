import type { RefusalCode } from '../../contract/brokerage/error.ts';

export type RefusalDetails = Readonly<Record<string, string | number | boolean>>;

/**
 * timeout: no whole answer within the time given. down: no connection, a broken one, or a server error. bad-answer: an answer that
 * is not the contract's (also 401 and 4xx: they are ours or theirs to mend, not the caller's). busy: too many requests are under
 * way here, or the back office says so itself.
 */
export type UnavailableReason = 'timeout' | 'down' | 'bad-answer' | 'busy';

/** What a question to the back office comes to. A no is a value; nothing here is thrown. */
export type BrokerageAnswer<T> =
  | { readonly kind: 'found'; readonly value: T }
  | { readonly kind: 'not-found' }
  /** Understood, and a no: the codes of the contract (contract/brokerage/error.ts). */
  | { readonly kind: 'refused'; readonly code: RefusalCode; readonly details: RefusalDetails }
  | { readonly kind: 'unavailable'; readonly reason: UnavailableReason };
