/** Proof of a sealed file: its bytes as they are stored, and the sound that comes out of it, against the sums of its seal. */
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { SealProof, StoredProof } from '../../app/recordings/verify.ts';
import { codeOf, FilesFault, unavailable } from './fault.ts';
import { insideOf } from './folders.ts';
import { readStored } from './read-stored.ts';
import { createSealKeys } from './seal-keys.ts';
import { sumOfFile } from './seal-files.ts';
import { piecesOf } from './stored-form.ts';

export function createSealProof(options: { readonly sealedDir: string; readonly sealKeys: readonly [string, ...string[]] }): SealProof {
  const keys = createSealKeys(options.sealKeys);

  const plainSumOf = async (file: string, recordingId: string): Promise<string> => {
    const handle = await open(file, 'r');
    try {
      const stored = await readStored(handle, { recordingId, keys });
      const sum = createHash('sha256');
      for (let piece = 0; piece < piecesOf(stored.header); piece += 1) sum.update(await stored.sound(handle, piece));
      return sum.digest('hex');
    } finally {
      await handle.close();
    }
  };

  return async ({ recordingId, path, sha256, storedSha256 }): Promise<StoredProof> => {
    try {
      const file = insideOf(options.sealedDir, path);
      if ((await sumOfFile(file)) !== storedSha256) return 'stored-bytes-differ';
      return (await plainSumOf(file, recordingId)) === sha256 ? 'whole' : 'sound-differs';
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return 'absent';
      if (error instanceof FilesFault && !error.retryable) return 'sound-differs';
      throw unavailable('a sealed file cannot be read', error);
    }
  };
}
