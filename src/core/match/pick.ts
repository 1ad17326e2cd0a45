/**
 * Who is offered to whom. One function, one input: what it decided is also what `explain` and the routing trace show.
 * Entries go by priority, then by the time they first entered; a seat must have the queue's skill, a lawful series (I-01) and a
 * valid licence (F-05); among those the best level is asked first, then the one who has been idle longest.
 */
import type { Match, ReadySeat, WaitingEntry } from './types.ts';

export type Verdict =
  | { readonly kind: 'fits'; readonly level: number; readonly hasMissed: boolean }
  | { readonly kind: 'no'; readonly why: 'no-skill' | 'series-not-allowed' | 'no-licence' };

export function judge(entry: WaitingEntry, seat: ReadySeat, businessAt: number): Verdict {
  const skill = seat.skills.find((one) => one.queue === entry.queue);
  if (skill === undefined) return { kind: 'no', why: 'no-skill' };
  if (entry.excludeSeries.includes(seat.series)) return { kind: 'no', why: 'series-not-allowed' };
  if (seat.licensedUntil === null || seat.licensedUntil < businessAt) return { kind: 'no', why: 'no-licence' };
  return { kind: 'fits', level: skill.level, hasMissed: entry.missedBy.includes(seat.seatId) };
}

export function pick(input: {
  readonly entries: readonly WaitingEntry[];
  readonly seats: readonly ReadySeat[];
  readonly businessAt: number;
}): readonly Match[] {
  const free = new Map(input.seats.map((seat) => [seat.seatId, seat]));
  const matches: Match[] = [];
  for (const entry of [...input.entries].sort(byTurn)) {
    const best = bestSeat(entry, free.values(), input.businessAt);
    if (best === null) continue;
    free.delete(best.seatId);
    matches.push({ entryId: entry.entryId, callId: entry.callId, seatId: best.seatId, seatVersion: best.version });
  }
  return matches;
}

function byTurn(a: WaitingEntry, b: WaitingEntry): number {
  return b.priority - a.priority || a.enteredAt - b.enteredAt || (a.entryId < b.entryId ? -1 : 1);
}

function bestSeat(entry: WaitingEntry, seats: Iterable<ReadySeat>, businessAt: number): ReadySeat | null {
  let best: { seat: ReadySeat; level: number; hasMissed: boolean } | null = null;
  for (const seat of seats) {
    const verdict = judge(entry, seat, businessAt);
    if (verdict.kind === 'no') continue;
    const one = { seat, level: verdict.level, hasMissed: verdict.hasMissed };
    if (best === null || isBetter(one, best)) best = one;
  }
  return best?.seat ?? null;
}

type Candidate = { seat: ReadySeat; level: number; hasMissed: boolean };

function isBetter(one: Candidate, other: Candidate): boolean {
  if (one.hasMissed !== other.hasMissed) return other.hasMissed;
  if (one.level !== other.level) return one.level > other.level;
  if (one.seat.readySince !== other.seat.readySince) return one.seat.readySince < other.seat.readySince;
  return one.seat.seatId < other.seat.seatId;
}
