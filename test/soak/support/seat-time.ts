/** Seats' time from the facts: each seat's moves without a hole, in order, and its states adding up to its signed-in time. */
import type { Hotline } from '../../calls/support/around-environment.ts';

export interface SeatTime {
  seats: number;
  signedInS: number;
  /** Time in each state, s. */
  byPhase: Readonly<Record<string, number>>;
  wrong: string[];
}

type Fact = { subject: string; seq: number; phase: string; at: Date };

export async function seatTimeSince(hotline: Hotline, since: Date): Promise<SeatTime> {
  const facts = await hotline.records.sql<Fact>(`
    select subject, seq, body ->> 'phase' as phase, at from fact where kind = 'seat-state' and at >= $1 order by subject, seq`, [since]);
  const wrong: string[] = [];
  const byPhase: Record<string, number> = {};
  let signedInMs = 0;
  const seats = Map.groupBy(facts, ({ subject }) => subject);
  for (const [seat, moves] of seats) {
    // Whole periods of being signed in, each by its own two ends; the sum of the states between is counted apart.
    let beganMs: number | null = null;
    let statesMs = 0;
    for (const [index, move] of moves.entries()) {
      const next = moves[index + 1];
      if (move.phase !== 'signed-out') beganMs ??= move.at.getTime();
      if (next === undefined) continue;
      if (next.seq !== move.seq + 1) wrong.push(`${seat}: move ${move.seq + 1} has no fact`);
      const spanMs = next.at.getTime() - move.at.getTime();
      if (spanMs < 0) wrong.push(`${seat}: move ${next.seq} is before move ${move.seq}`);
      if (move.phase === 'signed-out') continue;
      byPhase[move.phase] = (byPhase[move.phase] ?? 0) + spanMs / 1_000;
      statesMs += spanMs;
      if (next.phase !== 'signed-out' || beganMs === null) continue;
      const periodMs = next.at.getTime() - beganMs;
      if (Math.abs(periodMs - statesMs) >= 1_000) wrong.push(`${seat}: states add up to ${statesMs} ms of ${periodMs} ms signed in`);
      signedInMs += periodMs;
      [beganMs, statesMs] = [null, 0];
    }
    if (moves.at(-1)?.phase !== 'signed-out') wrong.push(`${seat}: is not signed out at the end`);
  }
  return { seats: seats.size, signedInS: Math.round(signedInMs / 1_000), byPhase: Object.fromEntries(Object.entries(byPhase).map(([phase, s]) => [phase, Math.round(s)])), wrong };
}
