/**
 * The recording ledger: what must be there, what is there. Each change of a recording's row and its link of the evidence chain
 * are one transaction, on the disk before it returns.
 */
import { sql, type Transaction } from 'kysely';
import type { RecordingLedger } from '../../app/ports.ts';
import { appendLink, readLinks, verifyChain, type ChainVerdict } from './ledger-chain.ts';
import type { Link } from './ledger-hash.ts';
import type { Database } from './pool.ts';
import type { Tables } from './tables.ts';

export interface Seal {
  readonly recordingId: string;
  /** Where the stored form lies, relative to the recordings' folder. */
  readonly path: string;
  /** Of the plain sound, 64 hex digits. */
  readonly sha256: string;
  /** Sample pairs of the stereo sound at 8 kHz. */
  readonly frames: number;
  readonly at: number;
}

export interface SealLedger {
  /** `unchanged`: sealed with the same sum before. A second, different seal is refused. */
  seal(seal: Seal): Promise<'sealed' | 'unchanged' | 'RECORDING_UNKNOWN' | 'RECORDING_SEALED_OTHERWISE'>;
  /** There is no sound file and there will be none. false: sealed or unknown. */
  markMissing(recordingId: string, reason: string, at: number): Promise<boolean>;
  verifyChain(day: string): Promise<ChainVerdict>;
  /** Links of a day after number `after`, for exports. */
  links(day: string, after: number, limit: number): Promise<readonly Link[]>;
}

const time = (at: number) => sql`to_timestamp(${at} / 1000.0)`;

async function sealIn(transaction: Transaction<Tables>, { recordingId, path, sha256, frames, at }: Seal) {
  const row = await transaction.selectFrom('recording').select(['state', 'sha256']).where('id', '=', recordingId).forUpdate().executeTakeFirst();
  if (row === undefined) return 'RECORDING_UNKNOWN';
  if (row.state === 'sealed') return row.sha256 === sha256 ? 'unchanged' : 'RECORDING_SEALED_OTHERWISE';
  await sql`update recording set state = 'sealed', path = ${path}, sha256 = ${sha256}, frames = ${frames}, sealed_at = ${time(at)} where id = ${recordingId}`.execute(transaction);
  await appendLink(transaction, { kind: 'sealed', recordingId, at, body: { sha256, frames, path } });
  return 'sealed';
}

export function createRecordingLedger({ flushed, reads }: Pick<Database, 'flushed' | 'reads'>): RecordingLedger & SealLedger {
  return {
    async expect({ recordingId, callId, seatId, caseId, attemptId, at }) {
      await flushed.transaction().execute(async (transaction) => {
        const { rows } = await sql<{ agent_id: string | null }>`
          insert into recording (id, call_id, seat_id, agent_id, case_id, attempt_id, started_at)
          values (${recordingId}, ${callId}::uuid, ${seatId}, (select agent_id from seat where id = ${seatId}), ${caseId}::uuid, ${attemptId}::uuid, ${time(at)})
          on conflict (id) do nothing returning agent_id`.execute(transaction);
        const made = rows[0];
        if (made === undefined) return;
        await appendLink(transaction, { kind: 'expected', recordingId, at, body: { callId, seatId, agentId: made.agent_id, caseId, attemptId } });
      });
    },
    async gap(recordingId, reason, at) {
      await flushed.transaction().execute((transaction) => appendLink(transaction, { kind: 'gap', recordingId, at, body: { reason } }));
    },
    seal: (seal) => flushed.transaction().execute((transaction) => sealIn(transaction, seal)),
    async markMissing(recordingId, reason, at) {
      return flushed.transaction().execute(async (transaction) => {
        const { rows } = await sql`update recording set state = 'missing' where id = ${recordingId} and state = 'expected' returning 1`.execute(transaction);
        if (rows.length === 0) return false;
        await appendLink(transaction, { kind: 'missing', recordingId, at, body: { reason } });
        return true;
      });
    },
    verifyChain: (day) => verifyChain(reads, day),
    links: (day, after, limit) => readLinks(reads, day, after, limit),
  };
}
