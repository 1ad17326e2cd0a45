/** What the matcher would look at now: who waits, and the seats. */
import type { Decision } from '../../core/match/decision.ts';
import type { ReadySeat, WaitingEntry } from '../../core/match/types.ts';

/** Who waits, and every seat that is signed in, whatever it does. */
export interface Floor {
  readonly entries: readonly WaitingEntry[];
  readonly seats: readonly { readonly seat: ReadySeat; readonly phase: string }[];
}

/** Seats the matcher would look at now. */
export const readyOf = ({ seats }: Floor): readonly ReadySeat[] => seats.filter(({ phase }) => phase === 'ready').map(({ seat }) => seat);

export interface RoutingReads {
  floor(): Promise<Floor>;
  /** Oldest first. */
  decisions(callId: string): Promise<readonly Decision[]>;
  /** The call is live, or in the history; and the agents who had part in it. null: there is no such call. */
  agentsOf(callId: string): Promise<readonly string[] | null>;
  skilled(queue: string): Promise<number>;
}
