/** What the check of the evidence reads: rows of recordings beside the links that prove them. */
import { sql } from 'kysely';
import type { EvidenceReads, SealedRecording } from '../../app/recordings/verify.ts';
import type { Database } from './pool.ts';

/** The newest seal of each recording. */
const seal = sql`
  left join lateral (
    select l.body from recording_link l where l.recording_id = r.id and l.kind = 'sealed' order by l.day desc, l.n desc limit 1
  ) link on true`;

export function createEvidenceReads({ reads }: Pick<Database, 'reads'>): EvidenceReads {
  const ids = (rows: readonly { id: string }[]): readonly string[] => rows.map((row) => row.id);
  return {
    async days() {
      const { rows } = await sql<{ day: string }>`select distinct day from recording_link order by day`.execute(reads);
      return rows.map((row) => row.day);
    },
    async sealed(afterId, limit) {
      const { rows } = await sql<SealedRecording>`
        select r.id as "recordingId", coalesce(link.body ->> 'path', r.path) as path, coalesce(link.body ->> 'sha256', r.sha256) as sha256, coalesce(link.body ->> 'storedSha256', '') as "storedSha256"
        from recording r ${seal} where r.state = 'sealed' and r.id > ${afterId} order by r.id limit ${limit}`.execute(reads);
      return rows;
    },
    async contradictions(limit) {
      const { rows } = await sql<{ id: string }>`
        select r.id from recording r ${seal}
        where (r.state = 'sealed') <> (link.body is not null)
           or (r.state = 'sealed' and (r.sha256, r.path, r.frames) is distinct from (link.body ->> 'sha256', link.body ->> 'path', (link.body ->> 'frames')::bigint))
        order by r.id limit ${limit}`.execute(reads);
      return ids(rows);
    },
    async overdue(orderedBefore, limit) {
      const { rows } = await sql<{ id: string }>`
        select r.id from recording r
        where r.state = 'expected' and r.started_at < to_timestamp(${orderedBefore} / 1000.0) and not exists (select from call c where c.call_id = r.call_id)
        order by r.started_at limit ${limit}`.execute(reads);
      return ids(rows);
    },
    async missing(limit) {
      const rows = await reads.selectFrom('recording').select('id').where('state', '=', 'missing').orderBy('started_at').limit(limit).execute();
      return ids(rows);
    },
  };
}
