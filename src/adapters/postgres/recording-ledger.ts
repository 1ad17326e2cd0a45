/**
 * The recording ledger: what must be there, and the chain of evidence. A recording's row and its link are one transaction, on the
 * disk before it returns. Sealing: seal-store.ts.
 */
import { sql } from 'kysely';
import type { RecordingLedger } from '../../app/ports.ts';
import { appendLink, readLinks, verifyChain, type ChainVerdict } from './ledger-chain.ts';
import type { Link } from './ledger-hash.ts';
import type { Database } from './pool.ts';

export interface EvidenceChain {
  /** `day` as in China, `2026-11-23`. */
  verifyChain(day: string): Promise<ChainVerdict>;
  /** Links of a day after number `after`, for exports. */
  links(day: string, after: number, limit: number): Promise<readonly Link[]>;
}

export function createRecordingLedger({ flushed, reads }: Pick<Database, 'flushed' | 'reads'>): RecordingLedger & EvidenceChain {
  return {
    async expect({ recordingId, callId, of = 'talk', seatId, caseId, attemptId, at }) {
      await flushed.transaction().execute(async (transaction) => {
        const { rows } = await sql<{ agent_id: string | null }>`
          insert into recording (id, call_id, of, seat_id, agent_id, case_id, attempt_id, started_at)
          values (${recordingId}, ${callId}::uuid, ${of}, ${seatId}, (select agent_id from seat where id = ${seatId}), ${caseId}::uuid, ${attemptId}::uuid, to_timestamp(${at} / 1000.0))
          on conflict (id) do nothing returning agent_id`.execute(transaction);
        const made = rows[0];
        if (made === undefined) return;
        await appendLink(transaction, { kind: 'expected', recordingId, at, body: { callId, seatId, agentId: made.agent_id, caseId, attemptId, ...(of === 'message' ? { of } : {}) } });
      });
    },
    async gap(recordingId, reason, at) {
      await flushed.transaction().execute((transaction) => appendLink(transaction, { kind: 'gap', recordingId, at, body: { reason } }));
    },
    verifyChain: (day) => verifyChain(reads, day),
    links: (day, after, limit) => readLinks(reads, day, after, limit),
  };
}
