/** A day made anew from its facts: do the kept rows agree, and can all facts be true together? */
import { isDeepStrictEqual } from 'node:util';
import { breaksOfCall, breaksOfSeat, type IdentityBreak } from '../../core/metrics/identities.ts';
import { intervalOf } from '../../core/metrics/seat-time.ts';
import { tallyCall } from '../../core/metrics/tally.ts';
import { classOf, type Thresholds, type VisitClass } from '../../core/metrics/thresholds.ts';
import type { CallFacts, CallRows, Period } from './ports.ts';
import { refreshIntervals, type RollDeps } from './roll.ts';
import { rowsOf } from './rows.ts';

export type CheckBreak = IdentityBreak | { readonly identity: 'rows-equal-facts'; readonly callId: string; readonly seatId: null; readonly what: string };

export interface DayCheck {
  calls: number;
  seats: number;
  readonly visits: Record<VisitClass, number>;
  readonly recordings: { required: number; present: number; missing: number; due: number };
  readonly breaks: CheckBreak[];
}

const BATCH = 500;
/** A recording is sealed within minutes; a row that is still due after so long will never be. */
const LONG_OVER_MS = 3_600_000;
/** The rows of a call are written within a round or two. */
const ROLLED_WITHIN_MS = 5 * 60_000;

const emptyCheck = (): DayCheck => ({
  calls: 0, seats: 0, breaks: [], recordings: { required: 0, present: 0, missing: 0, due: 0 },
  visits: { 'answered-in-time': 0, 'answered-late': 0, abandoned: 0, 'abandoned-short': 0, 'flowed-out': 0, callback: 0, waiting: 0 },
});

const byN = <T extends { readonly n: number }>(rows: readonly T[]): T[] => rows.toSorted((a, b) => a.n - b.n);
const sorted = (rows: CallRows) => ({ ...rows, visits: byN(rows.visits), talks: byN(rows.talks), consults: byN(rows.consults) });

/** null: they agree, or it is too early to say. Work after the call that goes on is filled in by the next round. */
function differenceOf(kept: CallRows | undefined, made: CallRows, now: number): string | null {
  if (kept === undefined) return made.endedAt > now - ROLLED_WITHIN_MS ? null : 'has no row in the figures';
  const isOpen = kept.talks.some((talk) => talk.acwMs === null) && kept.endedAt > now - ROLLED_WITHIN_MS;
  return isOpen || isDeepStrictEqual(sorted(kept), sorted(made)) ? null : 'its rows in the figures are not what its facts say';
}

/** The call's rows as its facts make them; null: it arrived in another period, or has not ended. */
function checkCall(check: DayCheck, call: CallFacts, { period, thresholds, now }: { period: Period; thresholds: readonly Thresholds[]; now: number }): CallRows | null {
  const tally = tallyCall(call.callId, call.facts);
  if (tally.startedAt < period.from || tally.startedAt >= period.to) return null;
  check.calls += 1;
  check.breaks.push(...breaksOfCall(tally, { ...call, isLongOver: tally.endedAt !== null && tally.endedAt < now - LONG_OVER_MS }));
  if (tally.direction === 'inbound') for (const visit of tally.visits) check.visits[classOf(visit, thresholds)] += 1;
  for (const state of call.ledger.values()) check.recordings[state] += 1;
  check.recordings.required += new Set([...tally.recordingIds, ...call.ledger.keys()]).size;
  return rowsOf(call, thresholds, tally);
}

/** `isRepair`: rows that differ are written as the facts say. */
export async function checkDay(deps: RollDeps, period: Period, { isRepair = false }: { isRepair?: boolean } = {}): Promise<DayCheck> {
  const { facts, tables, clock } = deps;
  const check = emptyCheck();
  const now = clock.now();
  const seen = { period, thresholds: await facts.thresholds(), now };
  const ids = await facts.callsIn(period);
  for (let begin = 0; begin < ids.length; begin += BATCH) {
    const batch = ids.slice(begin, begin + BATCH);
    const kept = new Map((await tables.read(batch)).map((row) => [row.callId, row]));
    const made = (await facts.read(batch)).map((call) => checkCall(check, call, seen)).filter((rows) => rows !== null);
    const wrong = made.flatMap((rows) => {
      const what = differenceOf(kept.get(rows.callId), rows, isRepair ? Infinity : now);
      return what === null ? [] : [{ rows, what }];
    });
    if (isRepair) await tables.write(wrong.map(({ rows }) => rows));
    else check.breaks.push(...wrong.map(({ rows, what }) => ({ identity: 'rows-equal-facts', callId: rows.callId, seatId: null, what }) as const));
  }
  const until = { from: period.from, to: Math.min(period.to, now) };
  const seats = await facts.seatMoves(until);
  for (const [seatId, moves] of seats) check.breaks.push(...breaksOfSeat(seatId, moves, until));
  if (isRepair) await refreshIntervals(deps, [intervalOf(period.from), intervalOf(until.to - 1)]);
  return { ...check, seats: seats.size };
}
