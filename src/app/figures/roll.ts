/** Calls that have ended become rows and intervals, a few seconds later. Safe to repeat: rows of a call are written as a whole. */
import { cutSlices, INTERVAL_MS, intervalOf, seatSlices, type SeatMove } from '../../core/metrics/seat-time.ts';
import type { Clock } from '../clock.ts';
import type { FigureFacts, FigureTables, Period } from './ports.ts';
import { rowsOf } from './rows.ts';

export interface RollDeps {
  readonly facts: FigureFacts;
  readonly tables: FigureTables;
  readonly clock: Pick<Clock, 'now'>;
}

const BATCH = 500;
const PIECE_MS = 8 * INTERVAL_MS;
/** What a store that was away for longer writes late is found by the nightly check. */
const LOOK_BACK_MS = 24 * 3_600_000;

export type SeatSliceRow = Parameters<FigureTables['refresh']>[1][number];

export function slicesOf(moves: ReadonlyMap<string, readonly SeatMove[]>, period: Period): SeatSliceRow[] {
  return [...moves.values()].flatMap((one) => cutSlices(seatSlices(one, period)).map(({ seatId, phase, reason, from, to }) => (
    { seatId, at: intervalOf(from), what: reason === null ? phase : `${phase}:${reason}`, ms: to - from })));
}

export async function refreshIntervals({ facts, tables, clock }: RollDeps, touched: readonly number[]): Promise<void> {
  if (touched.length === 0) return;
  const end = Math.max(...touched) + INTERVAL_MS;
  // Piece by piece: a day at once is a long statement.
  for (let from = Math.min(...touched); from < end; from += PIECE_MS) {
    const piece = { from, to: Math.min(end, from + PIECE_MS) };
    const lived = { from, to: Math.min(piece.to, clock.now()) };
    await tables.refresh(piece, slicesOf(await facts.seatMoves(lived), lived));
  }
}

/**
 * Seats' time is told in intervals from `since` on, calls in whichever they belong to; calls that ended within `lookBackMs` are looked
 * for. Returns how many calls were rolled up.
 */
export async function rollUp(deps: RollDeps, { since = deps.clock.now(), lookBackMs = LOOK_BACK_MS }: { since?: number; lookBackMs?: number } = {}): Promise<number> {
  const { facts, tables, clock } = deps;
  const thresholds = await facts.thresholds();
  let count = 0;
  const touched = new Set<number>([intervalOf(since), intervalOf(clock.now())]);
  for (;;) {
    const due = await facts.due({ endedSince: clock.now() - lookBackMs, limit: BATCH });
    const rows = (await facts.read(due)).map((call) => rowsOf(call, thresholds)).filter((row) => row !== null);
    await tables.write(rows);
    for (const row of rows) for (const at of [row.startedAt, ...row.visits.map((visit) => visit.enteredAt), ...row.talks.map((talk) => talk.startedAt), ...row.consults.map((consult) => consult.startedAt)]) touched.add(intervalOf(at));
    count += rows.length;
    // Those whose work after the call goes on come again the next time.
    if (due.length < BATCH || rows.every((row) => row.talks.some((talk) => talk.acwMs === null))) break;
  }
  await refreshIntervals(deps, [...touched]);
  return count;
}
