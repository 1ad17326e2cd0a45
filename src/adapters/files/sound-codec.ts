/**
 * Lossless packing of a piece of stereo sound (16-bit, interleaved). The trunk and the seats speak A-law only, so a piece has at most
 * its 256 values and the 0 of padding, and mostly far fewer: then a sample is its rank among the values of the piece, one byte,
 * channel by channel, as the difference to the one before. A piece with more values is kept as it is, channel by channel. Both are
 * then packed by zstd. docs/decisions/007-stored-recordings.md has the figures.
 */
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { wrong } from './fault.ts';

const ranked = 1;
const plain = 2;
const level = 3;
const bytesPerFrame = 4;
const mostValues = 256;

/** `pcm` is whole frames: 16-bit little endian, left and right in turn. */
export function packSound(pcm: Buffer): Buffer {
  const values = valuesOf(pcm);
  const [kind, bytes] = values === null ? [plain, splitChannels(pcm)] : [ranked, rankSound(pcm, values)];
  return Buffer.concat([Buffer.of(kind), zstdCompressSync(bytes, { params: { [constants.ZSTD_c_compressionLevel]: level } })]);
}

/** Throws SEALED_FILE_WRONG when it does not give exactly `frames` frames. */
export function unpackSound(packed: Buffer, frames: number): Buffer {
  const bytes = unpack(packed.subarray(1), frames * bytesPerFrame + 1 + mostValues * 2);
  switch (packed[0]) {
    case ranked:
      return soundOfRanks(bytes, frames);
    case plain:
      if (bytes.length !== frames * bytesPerFrame) throw wrong('a piece of sound has the wrong length');
      return joinChannels(bytes, frames);
    default:
      throw wrong('a piece of sound is packed in a way this program does not know');
  }
}

function unpack(bytes: Buffer, most: number): Buffer {
  try {
    return zstdDecompressSync(bytes, { maxOutputLength: most });
  } catch (error) {
    throw wrong('a piece of sound cannot be unpacked', error);
  }
}

/** The values that occur, ascending; null: more than a byte can tell apart. */
function valuesOf(pcm: Buffer): Int16Array | null {
  const occurs = new Uint8Array(65_536);
  let count = 0;
  for (let at = 0; at < pcm.length; at += 2) {
    const value = pcm.readUInt16LE(at);
    if (occurs[value] === 1) continue;
    occurs[value] = 1;
    count += 1;
    if (count > mostValues) return null;
  }
  const values = new Int16Array(count);
  let next = 0;
  for (let value = -32_768; value < 32_768; value += 1) {
    if (occurs[value & 65_535] === 1) values[next++] = value;
  }
  return values;
}

/** Count of values less one | values | ranks of the left channel, then of the right, each as difference. */
function rankSound(pcm: Buffer, values: Int16Array): Buffer {
  const frames = pcm.length / bytesPerFrame;
  const ranksAt = 1 + values.length * 2;
  const out = Buffer.allocUnsafe(ranksAt + frames * 2);
  const rankOf = new Uint8Array(65_536);
  out[0] = values.length - 1;
  values.forEach((value, rank) => {
    out.writeInt16LE(value, 1 + rank * 2);
    rankOf[value & 65_535] = rank;
  });
  for (let channel = 0; channel < 2; channel += 1) {
    let before = 0;
    for (let frame = 0; frame < frames; frame += 1) {
      const rank = rankOf[pcm.readUInt16LE(frame * bytesPerFrame + channel * 2)] ?? 0;
      out[ranksAt + channel * frames + frame] = (rank - before) & 255;
      before = rank;
    }
  }
  return out;
}

function soundOfRanks(bytes: Buffer, frames: number): Buffer {
  const count = (bytes[0] ?? 0) + 1;
  const ranksAt = 1 + count * 2;
  if (bytes.length !== ranksAt + frames * 2) throw wrong('a piece of sound has the wrong length');
  const pcm = Buffer.allocUnsafe(frames * bytesPerFrame);
  for (let channel = 0; channel < 2; channel += 1) {
    let rank = 0;
    for (let frame = 0; frame < frames; frame += 1) {
      rank = (rank + (bytes[ranksAt + channel * frames + frame] ?? 0)) & 255;
      if (rank >= count) throw wrong('a piece of sound has a value it does not list');
      pcm.writeUInt16LE(bytes.readUInt16LE(1 + rank * 2), frame * bytesPerFrame + channel * 2);
    }
  }
  return pcm;
}

function splitChannels(pcm: Buffer): Buffer {
  const frames = pcm.length / bytesPerFrame;
  const out = Buffer.allocUnsafe(pcm.length);
  for (let frame = 0; frame < frames; frame += 1) {
    out.writeUInt16LE(pcm.readUInt16LE(frame * bytesPerFrame), frame * 2);
    out.writeUInt16LE(pcm.readUInt16LE(frame * bytesPerFrame + 2), (frames + frame) * 2);
  }
  return out;
}

function joinChannels(split: Buffer, frames: number): Buffer {
  const pcm = Buffer.allocUnsafe(frames * bytesPerFrame);
  for (let frame = 0; frame < frames; frame += 1) {
    pcm.writeUInt16LE(split.readUInt16LE(frame * 2), frame * bytesPerFrame);
    pcm.writeUInt16LE(split.readUInt16LE((frames + frame) * 2), frame * bytesPerFrame + 2);
  }
  return pcm;
}
