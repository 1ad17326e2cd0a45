/** Recordings as the desk asks for them. The worker that seals reads through seal-store.ts. */
import type { RecordingReads, RecordingStatus } from '../../app/desk/ports.ts';
import type { Database } from './pool.ts';

const statusOf: Readonly<Record<string, RecordingStatus>> = { expected: 'due', sealed: 'sealed', missing: 'gap' };

export function createRecordingReads({ live }: Pick<Database, 'live'>): RecordingReads {
  return {
    async find(recordingId) {
      const row = await live.selectFrom('recording').select(['id', 'call_id', 'agent_id', 'state', 'of']).where('id', '=', recordingId).executeTakeFirst();
      return row === undefined ? null : { recordingId: row.id, callId: row.call_id, agentId: row.agent_id ?? '', isMessage: row.of === 'message', status: statusOf[row.state] ?? 'due' };
    },
  };
}
