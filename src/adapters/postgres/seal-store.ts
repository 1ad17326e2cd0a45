/** Recordings as the sealing worker sees them. A seal is one flushed transaction: row, link of the chain, and the gap's link. */
import { sql, type Transaction } from 'kysely';
import type { RecordingRow, Seal, SealStore } from '../../app/recordings/ports.ts';
import { RECORDING_SUBJECT, type RecordingFact } from '../../app/recordings/fact.ts';
import { appendLink } from './ledger-chain.ts';
import type { Database } from './pool.ts';
import type { Tables } from './tables.ts';

/** 8 kHz: sample pairs of a recording per millisecond. */
const framesPerMs = 8;
const time = (at: number) => sql`to_timestamp(${at} / 1000.0)`;
const ms = (expression: string) => sql.raw(`(extract(epoch from ${expression}) * 1000)::bigint`);

/** A message's end is told by its own fact; a talk's is the first one told after the recording began; else it is the call's end. */
const messageEnded = `(select min(f.at) from fact f where f.call_id = r.call_id and f.subject = 'call' and f.kind in ('message-left', 'message-empty')
  and f.body ->> 'recordingId' = r.id)`;
const talkEnded = `coalesce(
  case when r.of = 'message' then ${messageEnded} end,
  (select min(f.at) from fact f where f.call_id = r.call_id and f.subject = 'call' and f.kind = 'talk-ended' and f.at >= r.started_at),
  (select l.ended_at from call_log l where l.call_id = r.call_id and l.started_at between r.started_at - interval '5 hours' and r.started_at + interval '1 minute'))`;

async function sealIn(transaction: Transaction<Tables>, seal: Seal): Promise<boolean> {
  const { recordingId, path, sha256, frames, at, gap } = seal;
  const { rows } = await sql<{ call_id: string }>`
    update recording set state = 'sealed', path = ${path}, sha256 = ${sha256}, frames = ${frames}, sealed_at = ${time(at)}
    where id = ${recordingId} and state <> 'sealed' returning call_id`.execute(transaction);
  const [row] = rows;
  if (row === undefined) return false;
  const { storedSha256, storedBytes, suite, keyId } = seal;
  await appendLink(transaction, { kind: 'sealed', recordingId, at, body: { sha256, frames, path, storedSha256, storedBytes, storedSuite: suite, keyId } });
  if (gap !== null) await appendLink(transaction, { kind: 'gap', recordingId, at, body: { reason: 'short', expectedMs: gap.expectedMs, missingMs: gap.missingMs, where: gap.where } });
  await tell(transaction, { recordingId, at, kind: 'recording-sealed', body: { callId: row.call_id, durationMs: Math.floor(frames / framesPerMs), isWhole: gap === null } });
  return true;
}

/** For other systems: what became of a recording is a fact of it, with the link of the chain. */
async function tell(transaction: Transaction<Tables>, { recordingId, at, kind, body }: { recordingId: string; at: number; kind: RecordingFact['kind']; body: object }): Promise<void> {
  const subject = `${RECORDING_SUBJECT}${recordingId}`;
  await sql`
    insert into fact (at, subject, seq, kind, body)
    values (${time(at)}, ${subject}, ${kind === 'recording-missing' ? 1 : 2}, ${kind}, ${JSON.stringify({ recordingId, ...body })}::jsonb)`.execute(transaction);
}

export function createSealStore({ flushed }: Pick<Database, 'flushed'>): SealStore {
  return {
    async find(recordingId) {
      const { rows } = await sql<RecordingRow>`
        select r.id as "recordingId", r.call_id as "callId", r.case_id as "caseId", r.state, ${ms('r.started_at')} as "startedAt", r.path,
          not exists (select from call c where c.call_id = r.call_id) as "isCallOver", ${ms(talkEnded)} as "talkEndedAt",
          (select l.body ->> 'storedSha256' from recording_link l where l.recording_id = r.id and l.kind = 'sealed' order by l.day desc, l.n desc limit 1) as "storedSha256"
        from recording r where r.id = ${recordingId}`.execute(flushed);
      return rows[0] ?? null;
    },
    seal: (seal) => flushed.transaction().execute((transaction) => sealIn(transaction, seal)),
    async markMissing(recordingId, expectedMs, at) {
      return flushed.transaction().execute(async (transaction) => {
        const { rows } = await sql<{ call_id: string }>`update recording set state = 'missing' where id = ${recordingId} and state = 'expected' returning call_id`.execute(transaction);
        const [row] = rows;
        if (row === undefined) return false;
        await tell(transaction, { recordingId, at, kind: 'recording-missing', body: { callId: row.call_id, reason: 'no-sound-file' } });
        await appendLink(transaction, { kind: 'missing', recordingId, at, body: { reason: 'no-sound-file', expectedMs } });
        return true;
      });
    },
    async due({ endedBefore, limit }) {
      const { rows } = await sql<{ id: string }>`
        select r.id from recording r
        where r.state = 'expected' and r.started_at < ${time(endedBefore)}
          and (not exists (select from call c where c.call_id = r.call_id)
            or exists (select from fact f where f.call_id = r.call_id and f.subject = 'call' and f.kind in ('talk-ended', 'message-left', 'message-empty')
              and f.at >= r.started_at and f.at < ${time(endedBefore)}))
        order by r.started_at limit ${limit}`.execute(flushed);
      return rows.map((row) => row.id);
    },
  };
}
