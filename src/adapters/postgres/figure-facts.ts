/** Facts as the figures read them: a call's own, its work after the call, its recordings in the ledger, the moves of seats. */
import { sql } from 'kysely';
import type { CallFacts, FigureFacts } from '../../app/figures/ports.ts';
import type { CallFact } from '../../core/call/facts.ts';
import type { LedgerState } from '../../core/metrics/identities.ts';
import type { SeatMove } from '../../core/metrics/seat-time.ts';
import type { TimedFact } from '../../core/metrics/tally.ts';
import type { Thresholds } from '../../core/metrics/thresholds.ts';
import type { Database, Db } from './pool.ts';

const time = (at: number) => sql`to_timestamp(${at} / 1000.0)`;
const ms = (column: string) => sql.raw(`round(extract(epoch from ${column}) * 1000)::bigint`);
/** Work after a call that began longer ago belongs to a seat that nobody closed. */
const ACW_OPEN_MS = 2 * 3_600_000;

interface FactLine { call_id: string; at: number; kind: string; body: Record<string, unknown> }
interface SeatLine { call_id: string; seat_id: string; phase: string; at: number; next_at: number | null }
interface LedgerLine { call_id: string; id: string; state: 'expected' | 'sealed' | 'missing' }

const ledgerStates: Readonly<Record<LedgerLine['state'], LedgerState>> = { expected: 'due', sealed: 'present', missing: 'missing' };

async function factLines(db: Db, ids: readonly string[]): Promise<readonly FactLine[]> {
  const { rows } = await sql<FactLine>`
    select call_id, ${ms('at')} as at, kind, body from fact where call_id = any (${[...ids]}::uuid[]) and subject = 'call' order by call_id, seq`.execute(db);
  return rows;
}

async function seatLines(db: Db, ids: readonly string[]): Promise<readonly SeatLine[]> {
  const { rows } = await sql<SeatLine>`
    select f.call_id, f.subject as seat_id, f.body ->> 'phase' as phase, ${ms('f.at')} as at, ${ms('next.at')} as next_at
    from fact f left join lateral (
      select at from fact n where n.kind = 'seat-state' and n.subject = f.subject and n.at >= f.at and n.seq > f.seq order by n.at, n.seq limit 1) next on true
    where f.call_id = any (${[...ids]}::uuid[]) and f.kind = 'seat-state' and f.body ->> 'phase' in ('talking', 'acw')`.execute(db);
  return rows;
}

/** By seat; null while the seat is still in it, or has not come to it. */
function acwOf(lines: readonly SeatLine[]): Map<string, number | null> {
  const acw = new Map<string, number | null>();
  for (const { seat_id: seatId, phase, at, next_at: nextAt } of lines) {
    const known = acw.get(seatId);
    if (nextAt === null) acw.set(seatId, null);
    else if (known !== null) acw.set(seatId, (known ?? 0) + (phase === 'acw' ? nextAt - at : 0));
  }
  return acw;
}

function groupBy<Line extends { call_id: string }>(lines: readonly Line[]): Map<string, Line[]> {
  return Map.groupBy(lines, (line) => line.call_id);
}

async function readCalls(db: Db, ids: readonly string[]): Promise<readonly CallFacts[]> {
  if (ids.length === 0) return [];
  const [facts, seats, ledger, live] = await Promise.all([
    factLines(db, ids), seatLines(db, ids),
    sql<LedgerLine>`select call_id, id, state from recording where call_id = any (${[...ids]}::uuid[])`.execute(db),
    sql<{ call_id: string }>`select call_id from call where call_id = any (${[...ids]}::uuid[])`.execute(db),
  ]);
  const [factsOf, seatsOf, ledgerOf] = [groupBy(facts), groupBy(seats), groupBy(ledger.rows)];
  const alive = new Set(live.rows.map((row) => row.call_id));
  return ids.map((callId) => ({
    callId,
    facts: (factsOf.get(callId) ?? []).map(({ at, kind, body }): TimedFact => ({ at, fact: { ...body, kind } as unknown as CallFact })),
    acwMs: acwOf(seatsOf.get(callId) ?? []),
    ledger: new Map((ledgerOf.get(callId) ?? []).map((row) => [row.id, ledgerStates[row.state]])),
    isLive: alive.has(callId),
  }));
}

export function createFigureFacts({ reads }: Pick<Database, 'reads'>): FigureFacts {
  return {
    async due({ endedSince, limit }) {
      const { rows } = await sql<{ call_id: string }>`
        (select f.call_id from fact f where f.kind = 'call-ended' and f.subject = 'call' and f.at >= ${time(endedSince)}
           and not exists (select from figure_call k where k.call_id = f.call_id) limit ${limit})
        union (select call_id from figure_talk where acw_ms is null and started_at + make_interval(secs => (talk_ms + hold_ms) / 1000.0) > now() - make_interval(secs => ${ACW_OPEN_MS / 1_000}) limit ${limit})`.execute(reads);
      return rows.map((row) => row.call_id);
    },
    async callsIn({ from, to }) {
      const { rows } = await sql<{ call_id: string }>`
        select distinct call_id from fact where at >= ${time(from)} and at < ${time(to)} and subject = 'call' and call_id is not null order by call_id`.execute(reads);
      return rows.map((row) => row.call_id);
    },
    read: (ids) => readCalls(reads, ids),
    async seatMoves({ from, to }) {
      const { rows } = await sql<SeatMove>`
        select subject as "seatId", seq, ${ms('at')} as at, body ->> 'phase' as phase, body ->> 'reason' as reason, call_id as "callId" from (
          select p.* from seat s cross join lateral (
            select subject, seq, at, body, call_id from fact f where f.kind = 'seat-state' and f.subject = s.id and f.at < ${time(from)} order by f.at desc, f.seq desc limit 1) p
          union all select subject, seq, at, body, call_id from fact where kind = 'seat-state' and at >= ${time(from)} and at < ${time(to)}
        ) moves order by subject, seq`.execute(reads);
      return Map.groupBy(rows, (row) => row.seatId);
    },
    async thresholds() {
      const { rows } = await sql<Thresholds>`
        select queue, ${ms('effective_from')} as "effectiveFrom", answer_within_ms as "answerWithinMs", short_abandon_ms as "shortAbandonMs" from queue_threshold`.execute(reads);
      return rows;
    },
  };
}
