/**
 * Sealed recordings to listen to: a stereo WAV made while it is read. The file is compared with its seal first (once per file as it
 * is), and every piece proves itself when it is opened.
 */
import { lstat, open, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { RecordingFiles } from '../../app/desk/ports.ts';
import { codeOf, unavailable, wrong } from './fault.ts';
import { insideOf } from './folders.ts';
import { createSealKeys } from './seal-keys.ts';
import { sumOfFile } from './seal-files.ts';
import { readStored, type StoredRecording } from './read-stored.ts';
import { headerOfWav, wavHeaderBytes } from './wav-header.ts';
import { bytesPerFrame } from './stored-form.ts';

export interface RecordingFilesOptions {
  readonly sealedDir: string;
  readonly sealKeys: readonly [string, ...string[]];
  /** Where the ledger says a recording is, and the sum of its bytes; null: not sealed. */
  readonly locate: (recordingId: string) => Promise<{ readonly path: string; readonly storedSha256: string } | null>;
}

/** Bytes of the WAV, both ends included. */
export interface WavRange {
  readonly start: number;
  readonly end: number;
}

/** The desk's port, with the means to begin in the middle: only the pieces asked for are read. */
export interface RangedRecordingFiles extends RecordingFiles {
  open(recordingId: string, range?: WavRange): Promise<{ readonly wav: Readable; readonly size: number } | null>;
}

const verifiedKept = 500;

export function createRecordingFiles(options: RecordingFilesOptions): RangedRecordingFiles {
  const keys = createSealKeys(options.sealKeys);
  /** File as it was when its sum was compared. */
  const verified = new Map<string, string>();

  const isSound = async (file: string, storedSha256: string): Promise<boolean> => {
    const { ino, size, mtimeMs } = await lstat(file);
    const form = `${ino} ${size} ${mtimeMs} ${storedSha256}`;
    if (verified.get(file) === form) return true;
    if ((await sumOfFile(file)) !== storedSha256) return false;
    verified.set(file, form);
    if (verified.size > verifiedKept) for (const [oldest] of verified) { verified.delete(oldest); break; }
    return true;
  };

  return {
    async open(recordingId, range) {
      const place = await options.locate(recordingId);
      if (place === null) return null;
      const file = insideOf(options.sealedDir, place.path);
      try {
        if (!(await isSound(file, place.storedSha256))) throw wrong('a sealed file is not what was sealed');
        const handle = await open(file, 'r');
        try {
          const stored = await readStored(handle, { recordingId, keys });
          const size = wavHeaderBytes + stored.header.frames * bytesPerFrame;
          const { start, end } = range ?? { start: 0, end: size - 1 };
          return { wav: Readable.from(bytesOf(file, stored, { start, end: Math.min(end, size - 1) }), { objectMode: false }), size };
        } finally {
          await handle.close();
        }
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return null;
        throw unavailable('a sealed file cannot be read', error);
      }
    },
  };
}

/** Opened when the reader asks for the first byte, closed with it: a stream that is never read holds nothing. */
async function* bytesOf(file: string, stored: StoredRecording, { start, end }: WavRange): AsyncGenerator<Buffer> {
  if (start < wavHeaderBytes) yield headerOfWav(stored.header.frames).subarray(start, end + 1);
  const handle: FileHandle = await open(file, 'r');
  try {
    const pieceBytes = stored.header.framesPerPiece * bytesPerFrame;
    const first = Math.max(0, start - wavHeaderBytes);
    const last = end - wavHeaderBytes;
    for (let piece = Math.floor(first / pieceBytes); piece * pieceBytes <= last; piece += 1) {
      const sound = await stored.sound(handle, piece);
      const at = piece * pieceBytes;
      yield sound.subarray(Math.max(0, first - at), Math.min(sound.length, last - at + 1));
    }
  } finally {
    await handle.close();
  }
}
