/**
 * The stored form of a recording, suite `hotline-rec-1`:
 *
 *   "HOTREC1\n" | u32 length of header | header (JSON) | pieces
 *   piece: u32 length | AES-256-GCM of one packed piece of sound | 16 bytes tag
 *
 * Every piece but the last holds `framesPerPiece` frames, so a place in the sound is a place in the file. A piece is bound to the
 * header (its hash), to its number and to being the last or not: pieces cannot be changed, swapped, left out or cut off. The file's
 * key is used for this file alone, so the piece's number is its nonce. Numbers are big endian.
 */
import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { z } from 'zod';
import { wrong } from './fault.ts';
import { tagBytes } from './seal-keys.ts';

export const suite = 'hotline-rec-1';
const magic = Buffer.from('HOTREC1\n');
/** 4 s. */
export const framesPerPiece = 32_000;
export const rateHz = 8_000;
export const bytesPerFrame = 4;
export const lengthBytes = 4;
const headerLimit = 4_096;
/** The start that holds the header's length. */
export const startBytes = magic.length + lengthBytes;

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`));
const headerSchema = z.object({
  suite: z.literal(suite),
  recordingId: z.string(),
  rateHz: z.literal(rateHz),
  channels: z.literal(2),
  bits: z.literal(16),
  frames: z.int().min(1),
  framesPerPiece: z.int().min(1).max(1_000_000),
  /** SHA-256 of the plain sound. */
  sha256: hex(32),
  key: z.object({ id: hex(8), nonce: hex(12), wrapped: hex(48) }),
});
export type StoredHeader = z.infer<typeof headerSchema>;

export interface Bound {
  /** SHA-256 of the header's bytes, magic and length included. */
  readonly headerHash: Buffer;
  readonly key: Buffer;
}

export const piecesOf = (header: Pick<StoredHeader, 'frames' | 'framesPerPiece'>): number => Math.ceil(header.frames / header.framesPerPiece);
export const framesOfPiece = (header: StoredHeader, piece: number): number => Math.min(header.framesPerPiece, header.frames - piece * header.framesPerPiece);

export function writeHeader(header: StoredHeader): { readonly bytes: Buffer; readonly hash: Buffer } {
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32BE(json.length);
  const bytes = Buffer.concat([magic, length, json]);
  return { bytes, hash: createHash('sha256').update(bytes).digest() };
}

/** Length of the header behind the start. Throws SEALED_FILE_WRONG. */
export function headerLength(start: Buffer): number {
  if (start.length < startBytes || !start.subarray(0, magic.length).equals(magic)) throw wrong('not a sealed recording');
  const length = start.readUInt32BE(magic.length);
  if (length > headerLimit) throw wrong('the header of a sealed recording is too long');
  return length;
}

/** `bytes`: start and header. Throws SEALED_FILE_WRONG. */
export function readHeader(bytes: Buffer): { readonly header: StoredHeader; readonly hash: Buffer } {
  try {
    const header = headerSchema.parse(JSON.parse(bytes.subarray(startBytes).toString('utf8')));
    return { header, hash: createHash('sha256').update(bytes).digest() };
  } catch (error) {
    throw wrong('the header of a sealed recording cannot be read', error);
  }
}

function boundTo(headerHash: Buffer, piece: number, isLast: boolean): Buffer {
  const place = Buffer.alloc(9);
  place.writeBigUInt64BE(BigInt(piece));
  place[8] = isLast ? 1 : 0;
  return Buffer.concat([headerHash, place]);
}

function nonceOf(piece: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(BigInt(piece), 4);
  return nonce;
}

/** With its length before it. */
export function sealPiece({ headerHash, key }: Bound, place: { piece: number; isLast: boolean }, packed: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(place.piece)).setAAD(boundTo(headerHash, place.piece, place.isLast));
  const secret = Buffer.concat([cipher.update(packed), cipher.final(), cipher.getAuthTag()]);
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32BE(secret.length);
  return Buffer.concat([length, secret]);
}

/** Without its length. Throws SEALED_FILE_WRONG when one bit of it, of the header or of its place differs. */
export function openPiece({ headerHash, key }: Bound, place: { piece: number; isLast: boolean }, secret: Buffer): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(place.piece), { authTagLength: tagBytes })
      .setAAD(boundTo(headerHash, place.piece, place.isLast))
      .setAuthTag(secret.subarray(-tagBytes));
    return Buffer.concat([decipher.update(secret.subarray(0, -tagBytes)), decipher.final()]);
  } catch (error) {
    throw wrong('a piece of a sealed recording is not what was sealed', error);
  }
}
