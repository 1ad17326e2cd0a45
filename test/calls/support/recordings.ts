import { createHash } from 'node:crypto';
import type { ChainVerdict } from '../../../src/adapters/postgres/ledger-chain.ts';
import { createRecordingLedger } from '../../../src/adapters/postgres/recording-ledger.ts';
import { openDatabase } from '../../../src/adapters/postgres/pool.ts';
import { openDeskPage } from './desk-page.ts';
import type { Hotline } from './hotline.ts';
import { readStereoWav, type StereoSound } from './sound.ts';
import { found, until } from './until.ts';

export interface RecordingRow {
  id: string;
  seat_id: string;
  state: 'expected' | 'sealed' | 'missing';
  sha256: string | null;
  frames: number | null;
  started_at: Date;
  case_id: string | null;
}

/** All recordings of a call once each of them is sealed (or known to be missing), oldest first. */
export async function settledRecordings(hotline: Hotline, callId: string, limitMs = 30_000): Promise<RecordingRow[]> {
  const read = (): Promise<RecordingRow[]> => hotline.records.sql<RecordingRow>('select * from recording where call_id = $1 order by started_at', [callId]);
  await until('the recording is sealed', async () => {
    const rows = await read();
    return (rows.length > 0 && rows.every(({ state }) => state !== 'expected')) || `${rows.length} rows: ${rows.map(({ state }) => state).join(', ')}`;
  }, limitMs);
  return read();
}

/** Kinds of links that stand in the chain of evidence for a recording, in order. */
export async function linksOf(hotline: Hotline, recordingId: string): Promise<string[]> {
  const rows = await hotline.records.sql<{ kind: string }>('select kind from recording_link where recording_id = $1 order by day, n', [recordingId]);
  return rows.map(({ kind }) => kind);
}

/** The sound as an agent's page plays it; its SHA-256 must be the sealed one. */
export async function playRecording(hotline: Hotline, row: RecordingRow, listener: string): Promise<StereoSound & { sha256: string }> {
  const page = await openDeskPage(hotline.config, listener);
  const wav = await found('the recording can be played', async () => {
    const answer = await page.get(`/api/recordings/${row.id}/audio`);
    return answer.ok ? Buffer.from(await answer.arrayBuffer()) : undefined;
  });
  const sound = readStereoWav(wav);
  return { ...sound, sha256: createHash('sha256').update(sound.samples).digest('hex') };
}

const CHINA_MS = 8 * 3_600_000;

/** Follows the hash chain of the day a recording was begun on, link by link. */
export async function checkChain(hotline: Hotline, startedAt: Date): Promise<ChainVerdict> {
  const database = openDatabase({ databaseUrl: hotline.config.databaseUrl, part: 'test', maxConnections: 1 });
  try {
    return await createRecordingLedger(database).verifyChain(new Date(startedAt.getTime() + CHINA_MS).toISOString().slice(0, 10));
  } finally {
    await database.close();
  }
}
