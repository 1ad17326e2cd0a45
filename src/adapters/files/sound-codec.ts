/**
 * Lossless packing of a piece of stereo sound (16-bit, interleaved). The trunk and the seats speak A-law only, so nearly every
 * sample is one of 256 values: then a sample is its rank among them, one byte, channel by channel, as the difference to the one
 * before. A piece with any other sample is kept as it is, channel by channel. Both are then packed by zstd.
 * docs/decisions/007-stored-recordings.md has the figures.
 */
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { wrong } from './fault.ts';

const alawRanks = 1;
const plainSamples = 2;
const level = 3;
const bytesPerFrame = 4;

/** A-law values in order: 0 is the lowest, 255 the highest (G.711). */
const sampleOfRank = Int16Array.from({ length: 256 }, (_, rank) => (rank < 128 ? -magnitude(127 - rank) : magnitude(rank - 128)));
/** By sample + 32768; -1: not an A-law value. */
const rankOfSample = new Int16Array(65_536).fill(-1);
sampleOfRank.forEach((sample, rank) => {
  rankOfSample[sample + 32_768] = rank;
});

function magnitude(code: number): number {
  const segment = code >> 4;
  const step = code & 15;
  return segment === 0 ? (step << 4) + 8 : ((step << 4) + 0x108) << (segment - 1);
}

/** `pcm` is whole frames: 16-bit little endian, left and right in turn. */
export function packSound(pcm: Buffer): Buffer {
  const ranks = ranksOf(pcm);
  const [kind, bytes] = ranks === null ? [plainSamples, splitChannels(pcm)] : [alawRanks, ranks];
  return Buffer.concat([Buffer.of(kind), zstdCompressSync(bytes, { params: { [constants.ZSTD_c_compressionLevel]: level } })]);
}

/** Throws SEALED_FILE_WRONG when it does not give exactly `frames` frames. */
export function unpackSound(packed: Buffer, frames: number): Buffer {
  const kind = packed[0];
  const expected = kind === alawRanks ? frames * 2 : frames * bytesPerFrame;
  const bytes = zstdDecompressSync(packed.subarray(1), { maxOutputLength: expected + 1 });
  if (bytes.length !== expected) throw wrong('a piece of sound has the wrong length');
  if (kind === alawRanks) return soundOfRanks(bytes, frames);
  if (kind === plainSamples) return joinChannels(bytes, frames);
  throw wrong('a piece of sound is packed in a way this program does not know');
}

function ranksOf(pcm: Buffer): Buffer | null {
  const frames = pcm.length / bytesPerFrame;
  const out = Buffer.allocUnsafe(frames * 2);
  for (let channel = 0; channel < 2; channel += 1) {
    let before = 128;
    for (let frame = 0; frame < frames; frame += 1) {
      const rank = rankOfSample[pcm.readInt16LE(frame * bytesPerFrame + channel * 2) + 32_768] ?? -1;
      if (rank < 0) return null;
      out[channel * frames + frame] = (rank - before) & 255;
      before = rank;
    }
  }
  return out;
}

function soundOfRanks(ranks: Buffer, frames: number): Buffer {
  const pcm = Buffer.allocUnsafe(frames * bytesPerFrame);
  for (let channel = 0; channel < 2; channel += 1) {
    let rank = 128;
    for (let frame = 0; frame < frames; frame += 1) {
      rank = (rank + (ranks[channel * frames + frame] ?? 0)) & 255;
      pcm.writeInt16LE(sampleOfRank[rank] ?? 0, frame * bytesPerFrame + channel * 2);
    }
  }
  return pcm;
}

function splitChannels(pcm: Buffer): Buffer {
  const frames = pcm.length / bytesPerFrame;
  const out = Buffer.allocUnsafe(pcm.length);
  for (let frame = 0; frame < frames; frame += 1) {
    pcm.copy(out, frame * 2, frame * bytesPerFrame, frame * bytesPerFrame + 2);
    pcm.copy(out, (frames + frame) * 2, frame * bytesPerFrame + 2, frame * bytesPerFrame + 4);
  }
  return out;
}

function joinChannels(split: Buffer, frames: number): Buffer {
  const pcm = Buffer.allocUnsafe(frames * bytesPerFrame);
  for (let frame = 0; frame < frames; frame += 1) {
    split.copy(pcm, frame * bytesPerFrame, frame * 2, frame * 2 + 2);
    split.copy(pcm, frame * bytesPerFrame + 2, (frames + frame) * 2, (frames + frame) * 2 + 2);
  }
  return pcm;
}
