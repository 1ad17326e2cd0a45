/**
 * The shape every machine of the house has: `step(state, event)` is a pure function with two answers.
 * Commands are wishes with ids made here; facts are past tense and go to the append-only log.
 */

/** What a request to a machine came to: moved, or a no with a stable code. */
export type Stepped<State, Fact> =
  | { readonly kind: 'accepted'; readonly state: State; readonly facts: readonly Fact[] }
  | { readonly kind: 'refused'; readonly code: string };

/** One cell of a table: a move, or the written word `ignore`. */
export type Cell<Context, State, Event, Result> =
  | ((context: Context, state: State, event: Event) => Result)
  | 'ignore';

/**
 * A transition table: every phase answers every event kind. Forgetting a cell does not compile, and in a cell both
 * the state and the event are already narrowed.
 */
export type Table<Context, State extends { phase: string }, Event extends { kind: string }, Result> = {
  readonly [P in State['phase']]: {
    readonly [K in Event['kind']]: Cell<Context, Extract<State, { phase: P }>, Extract<Event, { kind: K }>, Result>;
  };
};

/** Looks the cell up. The casts are sound: the table's type ties phase and kind to the cell's arguments. */
export function cellOf<Context, State extends { phase: string }, Event extends { kind: string }, Result>(
  table: Table<Context, State, Event, Result>,
  state: State,
  event: Event,
): Cell<Context, State, Event, Result> {
  const row = table[state.phase as State['phase']] as Record<string, Cell<Context, State, Event, Result> | undefined>;
  const cell = row[event.kind];
  if (cell === undefined) throw new Error(`no cell for ${state.phase} x ${event.kind}`);
  return cell;
}

/** A timer as state. A late timer of an older generation is ignored. `dueAt` is epoch milliseconds on the true clock. */
export interface Deadline {
  readonly name: string;
  readonly generation: number;
  readonly dueAt: number;
}

/** Keyed token of a phone number (HMAC, hex). The number itself stands only in the protected table. */
export type NumberToken = string;
