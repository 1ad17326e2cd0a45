/** What a queue does with a caller whom nobody takes, and what she may key meanwhile. Set by the firm (`./hotline firm`). */

/** Where a caller goes: another queue, or what the flow's enqueue node has for it; without that, goodbye. */
export type OverflowTarget = { readonly kind: 'queue'; readonly queue: string } | { readonly kind: 'message' | 'callback' | 'goodbye' };
export type OverflowWhy = 'time' | 'length' | 'closing' | 'empty' | 'gone';
export type WaitingAct = 'keep-place' | 'message' | 'callback';

export interface QueueRules {
  /** Service whose hours it keeps; null: whoever comes in may wait. */
  readonly calendar: string | null;
  /** So long the agent who talked with the caller last is asked alone; 0: not at all. */
  readonly lastAgentMs: number;
  /** Nobody waits here longer; absent: the limit of every call. */
  readonly maxWaitMs?: number;
  readonly overflow: {
    readonly time?: { readonly afterMs: number; readonly to: OverflowTarget };
    /** More than so many wait: she is the first who does not. Those who wait already stay. */
    readonly length?: { readonly over: number; readonly to: OverflowTarget };
    /** The hours end while she waits, or have ended. */
    readonly closing?: { readonly to: OverflowTarget };
    /** Nobody is signed in who could take her. */
    readonly empty?: { readonly to: OverflowTarget };
  };
  readonly keys: Readonly<Record<string, WaitingAct>>;
}

export const PLAIN_RULES: QueueRules = { calendar: null, lastAgentMs: 0, overflow: {}, keys: {} };

export interface Situation {
  readonly isOpen: boolean;
  /** Agents signed in with the skill, whatever they do now; absent: not known. */
  readonly staffed?: number;
  readonly place: number;
  /** Just came: only then the length counts. */
  readonly isNew: boolean;
}

export interface Overflow {
  readonly why: OverflowWhy;
  readonly to: OverflowTarget;
}

/** The rule that holds now; the sooner named the stronger. Time has a deadline of its own. */
export function overflowOf({ overflow }: QueueRules, now: Situation): Overflow | null {
  if (overflow.closing !== undefined && !now.isOpen) return { why: 'closing', to: overflow.closing.to };
  if (overflow.empty !== undefined && now.staffed === 0) return { why: 'empty', to: overflow.empty.to };
  if (overflow.length !== undefined && now.isNew && now.place > overflow.length.over) return { why: 'length', to: overflow.length.to };
  return null;
}
