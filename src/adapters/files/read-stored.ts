/** A stored recording opened for reading: its header, where each piece lies, and the sound of any piece. */
import type { FileHandle } from 'node:fs/promises';
import { wrong } from './fault.ts';
import { unpackSound } from './sound-codec.ts';
import type { SealKeys } from './seal-keys.ts';
import { framesOfPiece, headerLength, lengthBytes, openPiece, piecesOf, readHeader, startBytes, type StoredHeader } from './stored-form.ts';

export interface StoredRecording {
  readonly header: StoredHeader;
  /** Plain sound of one piece, read through `handle`. Throws SEALED_FILE_WRONG. */
  sound(handle: FileHandle, piece: number): Promise<Buffer>;
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await handle.read(bytes, 0, length, position);
  if (bytesRead !== length) throw wrong('a sealed file ends too early');
  return bytes;
}

/** Throws SEALED_FILE_WRONG: another recording, a key that is not here, pieces that do not add up. */
export async function readStored(handle: FileHandle, { recordingId, keys }: { recordingId: string; keys: SealKeys }): Promise<StoredRecording> {
  const start = await readAt(handle, 0, startBytes);
  const bytes = await readAt(handle, 0, startBytes + headerLength(start));
  const { header, hash: headerHash } = readHeader(bytes);
  if (header.recordingId !== recordingId) throw wrong('a sealed file is of another recording');
  const key = keys.unwrap(recordingId, header.key);
  const pieces = await findPieces(handle, bytes.length, piecesOf(header));
  return {
    header,
    sound: async (reader, piece) => {
      const found = pieces[piece];
      if (found === undefined) throw wrong('a sealed file has no such piece');
      const secret = await readAt(reader, found.position, found.length);
      return unpackSound(openPiece({ headerHash, key }, { piece, isLast: piece === pieces.length - 1 }, secret), framesOfPiece(header, piece));
    },
  };
}

/** Pieces are found by their lengths, one after the other, up to the file's very end. */
async function findPieces(handle: FileHandle, from: number, count: number): Promise<{ position: number; length: number }[]> {
  const { size } = await handle.stat();
  const pieces: { position: number; length: number }[] = [];
  let position = from;
  while (pieces.length < count) {
    const length = (await readAt(handle, position, lengthBytes)).readUInt32BE(0);
    if (position + lengthBytes + length > size) throw wrong('a sealed file ends too early');
    pieces.push({ position: position + lengthBytes, length });
    position += lengthBytes + length;
  }
  if (position !== size) throw wrong('a sealed file has more than was sealed');
  return pieces;
}
