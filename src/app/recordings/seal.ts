/**
 * Seals one recording: look whether the sound is complete, keep it in its stored form, write the seal into the ledger, and only
 * then let the raw file go. Each step may be the last one before a crash: run again, it ends the same way.
 *
 *   raw complete -> stored file on the disk -> seal and link committed -> raw removed
 *   no raw file  -> gap link, state missing (never silently)
 */
import { judgeRecording, type FoundFile } from '../../core/recording/verdict.ts';
import { sealReadiness } from '../../core/recording/readiness.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { RecordingRow, SealFiles, SealStore } from './ports.ts';

export interface SealDeps {
  readonly store: SealStore;
  readonly files: SealFiles;
  readonly clock: Clock;
  readonly log: Log;
}

export type SealOutcome =
  | { readonly kind: 'sealed' | 'missing'; readonly caseId: string | null }
  /** Sealed or given up before. */
  | { readonly kind: 'done'; readonly caseId: string | null }
  | { readonly kind: 'later'; readonly forMs: number }
  | { readonly kind: 'unknown-recording' };

/** The system's own word for it, such as ENOSPC: a full disk. */
function reasonOf(error: unknown): string {
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  return typeof cause === 'object' && cause !== null && 'code' in cause && typeof cause.code === 'string' ? cause.code : 'unknown';
}

export type SealRecording = (recordingId: string) => Promise<SealOutcome>;

export function createSealRecording({ store, files, clock, log }: SealDeps): SealRecording {
  /** The seal stands; what is left of the raw file may go once the stored one is proven to be there. */
  const tidy = async (row: RecordingRow): Promise<void> => {
    if (row.path === null || row.storedSha256 === null) return;
    if ((await files.stat(row.recordingId)) === null) return;
    if (!(await files.isStored(row.path, row.storedSha256))) {
      log.error({ recordingId: row.recordingId }, 'sealed file is not what was sealed, the raw file is kept');
      return;
    }
    await files.discardOthers(row.recordingId, row.path);
    await files.removeRaw(row.recordingId);
  };

  const markMissing = async (row: RecordingRow, expectedMs: number | null): Promise<SealOutcome> => {
    const { recordingId, callId, caseId } = row;
    const isNew = await store.markMissing(recordingId, expectedMs, clock.now());
    if (isNew) log.error({ recordingId, callId, expectedMs }, 'recording is missing');
    return { kind: isNew ? 'missing' : 'done', caseId };
  };

  const keep = async (row: RecordingRow, file: FoundFile): Promise<SealOutcome> => {
    const { recordingId, callId, caseId } = row;
    const stored = await files.store(recordingId).catch((error: unknown) => {
      log.error({ recordingId, callId, reason: reasonOf(error) }, 'recording could not be stored, its raw file is kept and it is tried again');
      throw error;
    });
    // The raw file may have grown between looking and storing: what was stored is judged.
    const verdict = judgeRecording({ startedAt: row.startedAt, endedAt: row.talkEndedAt }, { bytes: stored.frames * 4, writtenAt: file.writtenAt });
    if (verdict.kind === 'short') log.warn({ recordingId, callId, missingMs: verdict.missingMs, where: verdict.where }, 'recording is shorter than its talk');
    const gap = verdict.kind === 'short' ? { expectedMs: verdict.expectedMs, missingMs: verdict.missingMs, where: verdict.where } : null;
    const isSealed = await store.seal({ recordingId, ...stored, at: clock.now(), gap });
    if (!isSealed) {
      await files.discard(stored.path);
      return { kind: 'done', caseId };
    }
    log.info({ recordingId, callId, frames: stored.frames, storedBytes: stored.storedBytes }, 'recording sealed');
    await files.discardOthers(recordingId, stored.path);
    await files.removeRaw(recordingId);
    return { kind: 'sealed', caseId };
  };

  return async (recordingId) => {
    const row = await store.find(recordingId);
    if (row === null) return { kind: 'unknown-recording' };
    const { caseId } = row;
    const file = await files.stat(recordingId);
    const { state, isCallOver, talkEndedAt } = row;
    const readiness = sealReadiness({ at: clock.now(), state, isCallOver, talkEndedAt, writtenAt: file?.writtenAt ?? null });
    if (readiness.kind === 'wait') return { kind: 'later', forMs: readiness.forMs };
    if (readiness.kind === 'done') {
      await tidy(row);
      return { kind: 'done', caseId };
    }
    const verdict = judgeRecording({ startedAt: row.startedAt, endedAt: talkEndedAt }, file);
    return verdict.kind === 'missing' || file === null ? markMissing(row, verdict.expectedMs) : keep(row, file);
  };
}
