/** Who saw or heard what. Kept for good; a played recording is a link of the evidence chain as well. */
import type { AccessAudit } from '../../app/desk/ports.ts';
import { appendLink } from './ledger-chain.ts';
import type { Database } from './pool.ts';

export function createAccessAudit({ flushed, live }: Pick<Database, 'flushed' | 'live'>): AccessAudit {
  return {
    async note({ at, action, agentId, subjectId, requestId }) {
      const row = { at: new Date(at), action, agent_id: agentId, subject_id: subjectId, request_id: requestId };
      if (action !== 'recording-played' || subjectId === null) {
        // A number is shown with its pop, and the ring waits for that: its audit is as durable as the pop itself.
        await (action === 'number-shown' ? live : flushed).insertInto('access_audit').values(row).execute();
        return;
      }
      await flushed.transaction().execute(async (transaction) => {
        await transaction.insertInto('access_audit').values(row).execute();
        await appendLink(transaction, { kind: 'played', recordingId: subjectId, at, body: { agentId } });
      });
    },
  };
}
