/**
 * The shape every machine of the house has: `step(state, event)` is a pure function with two answers.
 * Commands are wishes with ids made here; facts are past tense and go to the append-only log.
 */

/** What a step came to. `State` is the machine's state, `Command` its wishes, `Fact` what happened. */
export type Stepped<State, Command, Fact> =
  | { readonly kind: 'accepted'; readonly state: State; readonly commands: readonly Command[]; readonly facts: readonly Fact[] }
  | { readonly kind: 'refused'; readonly code: string };

/** One cell of a table: a move, or the written word `ignore`. */
export type Cell<State, Event, Result> = ((state: State, event: Event) => Result) | 'ignore';

/**
 * A transition table: every phase answers every event kind. Forgetting a cell does not compile, and in a cell both
 * the state and the event are already narrowed.
 */
export type Table<State extends { phase: string }, Event extends { kind: string }, Result> = {
  readonly [P in State['phase']]: {
    readonly [K in Event['kind']]: Cell<Extract<State, { phase: P }>, Extract<Event, { kind: K }>, Result>;
  };
};

/** Looks the cell up. The casts are sound: the table's type ties phase and kind to the cell's arguments. */
export function cellOf<State extends { phase: string }, Event extends { kind: string }, Result>(
  table: Table<State, Event, Result>,
  state: State,
  event: Event,
): Cell<State, Event, Result> {
  const row = table[state.phase as State['phase']] as Record<string, Cell<State, Event, Result>>;
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
