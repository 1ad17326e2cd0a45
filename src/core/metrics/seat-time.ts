/** A seat's facts to time in each state. A slice of time belongs to the interval it lies in, so a long state is cut at its edges. */

/** A seat's state as its fact says; `seq` counts every move of the seat. */
export interface SeatMove {
  readonly seatId: string;
  readonly seq: number;
  readonly at: number;
  readonly phase: string;
  readonly reason: string | null;
  readonly callId: string | null;
}

export interface SeatSlice {
  readonly seatId: string;
  readonly phase: string;
  readonly reason: string | null;
  readonly callId: string | null;
  readonly from: number;
  readonly to: number;
}

export const INTERVAL_MS = 15 * 60_000;
export const intervalOf = (at: number): number => Math.floor(at / INTERVAL_MS) * INTERVAL_MS;

/** `moves` of one seat in order, the one before `from` first. Signed-out time is no slice. */
export function seatSlices(moves: readonly SeatMove[], { from, to }: { from: number; to: number }): SeatSlice[] {
  return moves.flatMap((move, index) => {
    const begin = Math.max(move.at, from);
    const end = Math.min(moves[index + 1]?.at ?? to, to);
    if (move.phase === 'signed-out' || end <= begin) return [];
    const { seatId, phase, reason, callId } = move;
    return [{ seatId, phase, reason, callId, from: begin, to: end }];
  });
}

/** Cut at the edges of intervals. */
export function cutSlices(slices: readonly SeatSlice[]): SeatSlice[] {
  return slices.flatMap((slice) => {
    const parts: SeatSlice[] = [];
    for (let from = slice.from; from < slice.to; from = intervalOf(from) + INTERVAL_MS) parts.push({ ...slice, from, to: Math.min(slice.to, intervalOf(from) + INTERVAL_MS) });
    return parts;
  });
}

/** Signed in, by the sign-ins and sign-outs alone: the slices must add up to it. */
export function signedInMs(moves: readonly SeatMove[], { from, to }: { from: number; to: number }): number {
  let sum = 0;
  let since: number | null = null;
  for (const { at, phase } of moves) {
    if (phase !== 'signed-out') since ??= at;
    else if (since !== null) {
      sum += Math.max(0, Math.min(at, to) - Math.max(since, from));
      since = null;
    }
  }
  return since === null ? sum : sum + Math.max(0, to - Math.max(since, from));
}
