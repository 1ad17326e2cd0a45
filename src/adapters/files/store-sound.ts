/** Raw sound to stored form: read twice (the header holds the sum), written under a name of its own, on the disk when it returns. */
import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { FilesFault } from './fault.ts';
import { packSound } from './sound-codec.ts';
import type { SealKeys } from './seal-keys.ts';
import { bytesPerFrame, framesPerPiece, piecesOf, rateHz, sealPiece, suite, writeHeader } from './stored-form.ts';

export interface StoredSound {
  readonly sha256: string;
  readonly storedSha256: string;
  readonly storedBytes: number;
  readonly frames: number;
  readonly suite: string;
  readonly keyId: string;
}

/** Pieces of whole frames; what is left over of a frame at the end (a crash of Asterisk) is no sound. */
async function* piecesFrom(raw: FileHandle, frames: number): AsyncGenerator<Buffer> {
  const pieceBytes = framesPerPiece * bytesPerFrame;
  const end = frames * bytesPerFrame;
  for (let position = 0; position < end; position += pieceBytes) {
    const piece = Buffer.alloc(Math.min(pieceBytes, end - position));
    for (let filled = 0; filled < piece.length; ) {
      const { bytesRead } = await raw.read(piece, filled, piece.length - filled, position + filled);
      if (bytesRead === 0) throw new FilesFault('FILES_UNAVAILABLE', 'a raw file became shorter while it was read');
      filled += bytesRead;
    }
    yield piece;
  }
}

async function sumOf(raw: FileHandle, frames: number): Promise<string> {
  const sum = createHash('sha256');
  for await (const piece of piecesFrom(raw, frames)) sum.update(piece);
  return sum.digest('hex');
}

/** `targetPath` must not exist. Flushed to the disk; the folder is the caller's. */
export async function storeSound(what: { recordingId: string; rawPath: string; targetPath: string }, keys: SealKeys): Promise<StoredSound> {
  const raw = await open(what.rawPath, 'r');
  try {
    const target = await open(what.targetPath, 'wx', 0o600);
    try {
      const stored = await writeSound(what.recordingId, { raw, target }, keys);
      await target.sync();
      return stored;
    } finally {
      await target.close();
    }
  } finally {
    await raw.close();
  }
}

async function writeSound(recordingId: string, { raw, target }: { raw: FileHandle; target: FileHandle }, keys: SealKeys): Promise<StoredSound> {
  const frames = Math.floor((await raw.stat()).size / bytesPerFrame);
  if (frames === 0) throw new FilesFault('FILES_UNAVAILABLE', 'a raw file has no sound');
  const sha256 = await sumOf(raw, frames);
  const { key, wrapped } = keys.fresh(recordingId);
  const header = writeHeader({ suite, recordingId, rateHz, channels: 2, bits: 16, frames, framesPerPiece, sha256, key: wrapped });
  const storedSum = createHash('sha256');
  const plainSum = createHash('sha256');
  let storedBytes = 0;
  const write = async (bytes: Buffer): Promise<void> => {
    storedSum.update(bytes);
    storedBytes += bytes.length;
    await target.writeFile(bytes);
  };
  await write(header.bytes);
  const last = piecesOf({ frames, framesPerPiece }) - 1;
  let piece = 0;
  for await (const sound of piecesFrom(raw, frames)) {
    plainSum.update(sound);
    await write(sealPiece({ headerHash: header.hash, key }, { piece, isLast: piece === last }, packSound(sound)));
    piece += 1;
  }
  if (plainSum.digest('hex') !== sha256) throw new FilesFault('FILES_UNAVAILABLE', 'a raw file changed while it was read');
  return { sha256, storedSha256: storedSum.digest('hex'), storedBytes, frames, suite, keyId: wrapped.id };
}
