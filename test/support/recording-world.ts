/** Recordings on real PostgreSQL and real files: a talk is staged by its rows and its raw file. */
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createSealFiles } from '../../src/adapters/files/seal-files.ts';
import { createRecordingFiles } from '../../src/adapters/files/recording-files.ts';
import { createCallStore } from '../../src/adapters/postgres/call-store.ts';
import { createOwnershipStore } from '../../src/adapters/postgres/ownership-store.ts';
import { openDatabase } from '../../src/adapters/postgres/pool.ts';
import { createRecordingLedger } from '../../src/adapters/postgres/recording-ledger.ts';
import { createSealStore } from '../../src/adapters/postgres/seal-store.ts';
import { createSealRecording } from '../../src/app/recordings/seal.ts';
import type { SealFiles, SealStore } from '../../src/app/recordings/ports.ts';
import { uuidV7 } from '../../src/app/ids.ts';
import { callState } from './call-state.ts';
import { createTestDatabase } from './database.ts';
import { addBranchAndQueues, addSeat } from './firm.ts';
import { keepLog } from './log.ts';

const sealKey = '33'.repeat(32);
/** The talks of these stories ended long ago, so that nothing waits for a file to be quiet. */
const longAgoMs = 600_000;

export async function createRecordingWorld(sealedRoot?: string) {
  const test = await createTestDatabase();
  const database = openDatabase({ databaseUrl: test.url, part: 'test' });
  const root = mkdtempSync(path.join(os.tmpdir(), 'hotline-test-seals-'));
  const [recordingsDir, sealedDir] = [path.join(root, 'recordings'), sealedRoot ?? path.join(root, 'sealed')];
  mkdirSync(recordingsDir);
  await addBranchAndQueues(test);
  const seat = await addSeat(test, '1001');
  const log = keepLog();
  const store = createSealStore(database);
  const files = createSealFiles({ recordingsDir, sealedDir, sealKeys: [sealKey] });
  const ledger = createRecordingLedger(database);
  const calls = createCallStore(database);
  const { epoch } = await createOwnershipStore(database).acquire('s1', 'staged');
  const clock = { now: () => Date.now(), businessNow: () => Date.now() };
  const rawFile = (recordingId: string): string => path.join(recordingsDir, `${recordingId}.raw`);

  return {
    test, database, store, files, ledger, log, recordingsDir, sealedDir, seat, rawFile,
    seal: (override: { store?: SealStore; files?: SealFiles } = {}) => createSealRecording({ store, files, clock, log, ...override }),
    player: createRecordingFiles({ sealedDir, sealKeys: [sealKey], locate: async (id) => {
      const row = await store.find(id);
      return row?.path == null || row.storedSha256 === null ? null : { path: row.path, storedSha256: row.storedSha256 };
    } }),
    /** A talk of `talkSeconds` with this sound; null: no file. `isOver: false`: the call goes on. */
    async talk({ pcm, talkSeconds, isOver = true, hasEnded = true, endedAgoMs = longAgoMs }: { pcm: Buffer | null; talkSeconds: number; isOver?: boolean; hasEnded?: boolean; endedAgoMs?: number }): Promise<string> {
      const endedAt = Date.now() - endedAgoMs;
      const startedAt = Math.round(endedAt - talkSeconds * 1_000);
      const callId = uuidV7(startedAt);
      const recordingId = `${callId}-r1`;
      const state = { ...callState(callId), startedAt };
      const connected = { seq: 1, at: startedAt, fact: { kind: 'connected', seatId: seat.seatId, recordingId, waitedMs: 0 } } as const;
      const ended = { seq: 2, at: endedAt, fact: { kind: 'talk-ended', seatId: seat.seatId, by: 'client', talkMs: endedAt - startedAt } } as const;
      await calls.save([{ callId, version: 0, epoch, state, pending: [], flushed: false, facts: hasEnded ? [connected, ended] : [connected] }]);
      await ledger.expect({ recordingId, callId, seatId: seat.seatId, caseId: null, attemptId: null, at: startedAt });
      if (pcm !== null) {
        writeFileSync(rawFile(recordingId), pcm);
        const writtenAt = (Math.min(endedAt, startedAt + pcm.length / 32) + 5) / 1_000;
        utimesSync(rawFile(recordingId), writtenAt, writtenAt);
      }
      if (isOver) await calls.finish({ callId, epoch, endedAt, state });
      return recordingId;
    },
    hasRaw: (recordingId: string): boolean => existsSync(rawFile(recordingId)),
    /** Every file below the folder of sealed recordings. */
    sealedFiles: (): string[] => (existsSync(sealedDir) ? readdirSync(sealedDir, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).map((one) => one.name) : []),
    async links(recordingId: string): Promise<{ kind: string; body: Record<string, unknown> }[]> {
      return test.query('select kind, body from recording_link where recording_id = $1 order by day, n', [recordingId]);
    },
    async chainIsWhole(): Promise<boolean> {
      const days = await test.query<{ day: string }>('select distinct day::text as day from recording_link');
      const verdicts = await Promise.all(days.map(({ day }) => ledger.verifyChain(day)));
      return verdicts.length > 0 && verdicts.every((verdict) => verdict.kind === 'intact');
    },
    stateOf: async (recordingId: string): Promise<string | undefined> => (await store.find(recordingId))?.state,
    unknownId: () => `${randomUUID()}-r1`,
    async close(): Promise<void> {
      await database.close();
      await test.drop();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

export type RecordingWorld = Awaited<ReturnType<typeof createRecordingWorld>>;
