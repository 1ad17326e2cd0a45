/** One caller, the seats of her queue in the order in which they are asked: which one is it? */
import { judge } from './judge.ts';
import type { Moment, ReadySeat, WaitingEntry } from './types.ts';

/** Seats of a queue, best first: the higher level, then who has been idle longest. */
export function byRank(queue: string): (one: ReadySeat, other: ReadySeat) => number {
  const level = (seat: ReadySeat): number => seat.skills.find((skill) => skill.queue === queue)?.level ?? 0;
  return (one, other) => level(other) - level(one) || one.readySince - other.readySince || (one.seatId < other.seatId ? -1 : 1);
}

/** `line` is in rank order, from `from` on. Who talked with her last comes first, who missed her comes last. */
export function choose(entry: WaitingEntry, line: readonly ReadySeat[], { isTaken, from = 0, ...moment }: Moment & { isTaken: (seatId: string) => boolean; from?: number }): ReadySeat | null {
  let first: ReadySeat | null = null;
  let missed: ReadySeat | null = null;
  for (let n = from; n < line.length; n += 1) {
    const seat = line[n];
    if (seat === undefined || isTaken(seat.seatId)) continue;
    const verdict = judge(entry, seat, moment);
    if (verdict.kind === 'no') continue;
    if (verdict.hasMissed) {
      missed ??= seat;
      continue;
    }
    first ??= seat;
    if (entry.prefer === undefined || seat.agentId === entry.prefer.agentId) return entry.prefer === undefined ? first : seat;
  }
  return first ?? missed;
}
