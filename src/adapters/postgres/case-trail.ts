/** What happened to a callback case so far: its own facts, those of its attempts and of their calls, and what became of the sound. */
import { sql } from 'kysely';
import type { CaseTrail, TrailStep } from '../../app/callbacks/ports.ts';
import type { Database } from './pool.ts';

interface TrailRow {
  at: number;
  kind: string;
  attempt_no: number | null;
  call_id: string | null;
  body: Readonly<Record<string, unknown>>;
}

/** Word of the fact -> word of the trail; facts that are not here are told elsewhere or are of no interest. */
const words: Readonly<Record<string, TrailStep['kind'] | undefined>> = {
  'callback-opened': 'opened', 'callback-put-off': 'put-off', 'callback-cancelled': 'cancelled', 'callback-completed': 'completed',
  'attempt-claimed': 'attempt-claimed', 'attempt-ended': 'attempt-ended', 'attempt-withdrawn': 'attempt-ended', 'attempt-settled': 'attempt-ended',
  'seat-offered': 'seat-offered', 'ring-missed': 'ring-missed', 'ring-failed': 'ring-missed', 'seat-answered': 'seat-answered',
  'client-dialled': 'client-dialled', 'client-answered': 'client-answered', connected: 'connected', 'talk-ended': 'talk-ended',
  'recording-sealed': 'recording-sealed', 'recording-missing': 'recording-missing',
};

const ms = (column: string) => sql.raw(`(extract(epoch from ${column}) * 1000)::bigint`);
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

function stepOf(row: TrailRow): TrailStep | null {
  const kind = words[row.kind];
  if (kind === undefined) return null;
  const { body } = row;
  const extras = {
    attemptNo: row.attempt_no ?? undefined, callId: row.call_id ?? undefined, seatId: text(body['seatId']), recordingId: text(body['recordingId']),
    outcome: row.kind === 'attempt-withdrawn' ? 'failed' : text(body['outcome']), why: text(body['why']), talkMs: number(body['talkMs']),
    nextAttemptAt: number(body['nextAttemptAt']), sha256: text(body['sha256']), frames: number(body['frames']),
  };
  const known = Object.fromEntries(Object.entries(extras).filter(([, value]) => value !== undefined));
  return { at: row.at, kind, ...known };
}

export function createCaseTrail({ live }: Pick<Database, 'live'>): CaseTrail {
  return {
    async read(caseId) {
      const { rows } = await sql<TrailRow>`
        with k as (
          select id, opened_at - interval '1 minute' as since from callback_case where id = ${caseId}::uuid
        ), a as (
          select attempt.* from attempt join k on k.id = attempt.case_id
        ), told as (
          select f.at, f.seq, f.kind, null::int as attempt_no, null::uuid as call_id, f.body from k join fact f on f.call_id is null and f.subject = k.id::text and f.at >= k.since
          union all
          select f.at, f.seq, f.kind, a.attempt_no, a.call_id, f.body from k cross join a join fact f on f.call_id is null and f.subject = a.id::text and f.at >= k.since
          union all
          select f.at, f.seq, f.kind, a.attempt_no, a.call_id, f.body from k cross join a join fact f on f.call_id = a.call_id and f.subject = 'call' and f.kind <> 'attempt-ended' and f.at >= k.since
          union all
          select l.at, l.n, 'recording-' || l.kind, a.attempt_no, a.call_id, l.body || jsonb_build_object('recordingId', r.id)
          from a join recording r on r.attempt_id = a.id join recording_link l on l.recording_id = r.id and l.kind in ('sealed', 'missing')
        )
        select ${ms('at')} as at, kind, attempt_no, call_id, body from told order by at, seq`.execute(live);
      return rows.map(stepOf).filter((step) => step !== null);
    },
  };
}
