/**
 * Who is offered to whom. One function, one input: what it decided is also what `explain` and the routing trace show. Entries go by
 * their turn (order.ts); each takes the best seat that is left (choose.ts) of those that may serve it (judge.ts).
 */
import { byRank, choose } from './choose.ts';
import { decisionOf, type Decision } from './decision.ts';
import { byTurn } from './order.ts';
import type { Match, MatchInput, ReadySeat, WaitingEntry } from './types.ts';

export interface Routed extends Match {
  readonly decision: Decision;
}

/** A queue's seats in rank order; those before `from` are all taken. */
interface Line {
  readonly seats: readonly ReadySeat[];
  from: number;
}

export function pick(input: MatchInput): readonly Routed[] {
  const { entries, seats, at, businessAt } = input;
  const lines = linesOf(entries, seats);
  const taken = new Set<string>();
  const left: WaitingEntry[] = [];
  const routed: Routed[] = [];
  for (const entry of [...entries].sort(byTurn)) {
    if (taken.size === seats.length) break;
    const line = lines.get(entry.queue);
    if (line === undefined) continue;
    const isTaken = (seatId: string): boolean => taken.has(seatId);
    while (line.from < line.seats.length && isTaken(line.seats[line.from]?.seatId ?? '')) line.from += 1;
    const seat = choose(entry, line.seats, { isTaken, from: line.from, at, businessAt });
    if (seat === null) {
      left.push(entry);
      continue;
    }
    const decision = decisionOf({ input, entry, seat, line: line.seats, from: line.from, isTaken, left });
    taken.add(seat.seatId);
    routed.push({ entryId: entry.entryId, callId: entry.callId, seatId: seat.seatId, seatVersion: seat.version, decision });
  }
  return routed;
}

function linesOf(entries: readonly WaitingEntry[], seats: readonly ReadySeat[]): Map<string, Line> {
  const lines = new Map<string, ReadySeat[]>([...new Set(entries.map(({ queue }) => queue))].map((queue) => [queue, []]));
  for (const seat of seats) for (const { queue } of seat.skills) lines.get(queue)?.push(seat);
  return new Map([...lines].map(([queue, line]) => [queue, { seats: line.sort(byRank(queue)), from: 0 }]));
}
