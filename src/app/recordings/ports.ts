/** What sealing recordings needs from the world, beside app/ports.ts. */

export type RecordingState = 'expected' | 'sealed' | 'missing';

export interface RecordingRow {
  readonly recordingId: string;
  readonly callId: string;
  readonly caseId: string | null;
  readonly state: RecordingState;
  /** When it was ordered, epoch ms. */
  readonly startedAt: number;
  /** The call is in the history: nothing of it is left. */
  readonly isCallOver: boolean;
  /** By the call's facts; the call's end where they do not say; null: not over. */
  readonly talkEndedAt: number | null;
  /** Where the sealed file is, relative to the folder of sealed recordings; null: not sealed. */
  readonly path: string | null;
  /** SHA-256 of the sealed file's bytes, from its link; null: not sealed. */
  readonly storedSha256: string | null;
}

export interface Seal {
  readonly recordingId: string;
  readonly path: string;
  /** SHA-256 (hex) of the plain sound, and of the file as it is stored. */
  readonly sha256: string;
  readonly storedSha256: string;
  readonly storedBytes: number;
  readonly frames: number;
  /** Form of the stored file and the key that wraps its key, by name. */
  readonly suite: string;
  readonly keyId: string;
  readonly at: number;
  /** The sound is shorter than the talk: a gap link stands beside the seal. */
  readonly gap: { readonly expectedMs: number; readonly missingMs: number; readonly where: string } | null;
}

export interface SealStore {
  find(recordingId: string): Promise<RecordingRow | null>;
  /**
   * One flushed transaction: recording to sealed, link `sealed` in the chain, and the gap's link where there is one. false: it
   * was sealed before; nothing was written.
   */
  seal(seal: Seal): Promise<boolean>;
  /** expected -> missing, with its gap link. false: it is not `expected` any more. */
  markMissing(recordingId: string, expectedMs: number | null, at: number): Promise<boolean>;
  /** Recordings not sealed whose call is over since `endedBefore` (epoch ms), or whose talk is; oldest first. */
  due(ask: { endedBefore: number; limit: number }): Promise<readonly string[]>;
}

/** Thrown when a file cannot be read or written now: disk full, folder away. Nothing is lost; it is tried again. */
export type FilesUnavailable = Error & { readonly code: 'FILES_UNAVAILABLE'; readonly retryable: true };

export interface SealedFile {
  readonly path: string;
  readonly sha256: string;
  readonly storedSha256: string;
  readonly storedBytes: number;
  readonly frames: number;
  readonly suite: string;
  readonly keyId: string;
}

/** Sound as Asterisk writes it, and as it is kept. */
export interface SealFiles {
  /** null: no such raw file. Throws FilesUnavailable when the folder itself is away. */
  stat(recordingId: string): Promise<{ readonly bytes: number; readonly writtenAt: number } | null>;
  /** Writes the stored form under a name of its own, on the disk (file and folder) when it returns. The raw file stays. */
  store(recordingId: string): Promise<SealedFile>;
  /** Whether the stored file is there with these bytes. */
  isStored(path: string, storedSha256: string): Promise<boolean>;
  discard(path: string): Promise<void>;
  /** Other stored files of this recording (a sealing that died before its link) go. */
  discardOthers(recordingId: string, path: string): Promise<void>;
  removeRaw(recordingId: string): Promise<void>;
  /** Ids of raw files that were last written to before `quietSince` (epoch ms): no talk is behind them any more. */
  listRaw(ask: { quietSince: number; limit: number }): Promise<readonly string[]>;
}
