/** Recordings as asked for: by the desk, and by the worker that seals. */
import { sql } from 'kysely';
import type { RecordingReads, RecordingStatus } from '../../app/desk/ports.ts';
import type { Database } from './pool.ts';

export interface RecordingToSeal {
  readonly recordingId: string;
  readonly callId: string;
  readonly caseId: string | null;
  readonly attemptId: string | null;
  readonly state: 'expected' | 'sealed' | 'missing';
  readonly startedAt: number;
  readonly path: string | null;
  readonly sha256: string | null;
  readonly frames: number | null;
  /** Its call still lives: the file may still grow. */
  readonly isCallLive: boolean;
}

export interface SealReads {
  toSeal(recordingId: string): Promise<RecordingToSeal | null>;
  /** Expected recordings whose call is over: what the sweeper asks jobs for. Oldest first. */
  unsealed(limit: number): Promise<readonly string[]>;
}

export const statusOf: Readonly<Record<string, RecordingStatus>> = { expected: 'due', sealed: 'sealed', missing: 'gap' };

export function createRecordingReads({ live }: Pick<Database, 'live'>): RecordingReads & SealReads {
  return {
    async find(recordingId) {
      const row = await live.selectFrom('recording').select(['id', 'call_id', 'agent_id', 'state']).where('id', '=', recordingId).executeTakeFirst();
      return row === undefined ? null : { recordingId: row.id, callId: row.call_id, agentId: row.agent_id ?? '', status: statusOf[row.state] ?? 'due' };
    },
    async toSeal(recordingId) {
      const { rows } = await sql<RecordingToSeal>`
        select r.id as "recordingId", r.call_id as "callId", r.case_id as "caseId", r.attempt_id as "attemptId", r.state, (extract(epoch from r.started_at) * 1000)::bigint as "startedAt",
          r.path, r.sha256, r.frames, exists (select from call c where c.call_id = r.call_id) as "isCallLive"
        from recording r where r.id = ${recordingId}`.execute(live);
      return rows[0] ?? null;
    },
    async unsealed(limit) {
      const { rows } = await sql<{ id: string }>`
        select r.id from recording r where r.state = 'expected' and not exists (select from call c where c.call_id = r.call_id) order by r.started_at limit ${limit}`.execute(live);
      return rows.map((row) => row.id);
    },
  };
}
