/** The stream of events in the store: its rows are the truth, whoever reads them over whichever wire. */

export interface NewEvent {
  /** Made of the fact: the same fact is the same event, however often it is found. */
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly at: number;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface EventRow extends NewEvent {
  readonly n: number;
}

export interface FactRow {
  readonly callId: string | null;
  readonly subject: string;
  readonly seq: number;
  readonly at: number;
  readonly fact: { readonly kind: string };
}

export interface EventStore {
  /**
   * Facts of these kinds (of calls, of all else) since `since` that are not in the stream yet are put into it, numbered under its
   * lock. `tell` makes the event of a fact; null: it is passed over. Returns how many were added.
   */
  append(ask: { kinds: { readonly call: readonly string[]; readonly other: readonly string[] }; since: number; limit: number; tell: (row: FactRow) => NewEvent | null }): Promise<number>;
  /** Up to when facts have been looked for; null: nobody has listened since. */
  lookedUntil(): Promise<number | null>;
  noteLook(until: number | null): Promise<void>;
  read(after: number, limit: number): Promise<readonly EventRow[]>;
  /** Numbers of the newest and of the oldest that is kept; the oldest is the newest + 1 when none is. */
  ends(): Promise<{ readonly head: number; readonly oldest: number }>;
  trim(before: number): Promise<number>;
}
