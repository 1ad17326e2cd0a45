import type { ClipIndex } from '../../../src/lab/ear/clip-index.ts';
import { encodeAlaw } from '../../../src/lab/ear/alaw.ts';
import { type HeardFrame, toneShare } from '../../../src/lab/ear/levels.ts';
import { createRecogniser } from '../../../src/lab/ear/recogniser.ts';
import { voiceFrequency } from '../../../src/lab/sip/voice.ts';

/** 100 ms: a frame lost in a second shifts the tone's phase, and the whole second would seem to hold half of it. */
const PIECE_BYTES = 800;

/** How much of the sound is this number's own voice, in most of its pieces: 0 to 1. */
function usualShare(sound: Buffer, number: string): number {
  const frequency = voiceFrequency(number);
  const shares: number[] = [];
  for (let at = 0; at + PIECE_BYTES <= sound.length; at += PIECE_BYTES) shares.push(toneShare(sound.subarray(at, at + PIECE_BYTES), frequency));
  return shares.sort((a, b) => a - b)[Math.floor(shares.length / 2)] ?? 0;
}

/** How much of the sound of the last `lastMs` before `untilMs` is this number's own voice: 0 to 1. */
export function voiceShare(frames: readonly HeardFrame[], number: string, span: { untilMs: number; lastMs: number }): number {
  const heard = frames.filter(({ atMs }) => atMs >= span.untilMs - span.lastMs && atMs < span.untilMs);
  return usualShare(Buffer.concat(heard.map(({ frame }) => frame)), number);
}

/** Ids of the catalogue's clips in a stretch of sound. */
export function clipsIn(index: ClipIndex, frames: readonly HeardFrame[]): string[] {
  const ids: string[] = [];
  const ear = createRecogniser({ index, onEvent: (event) => void (event.kind === 'clip-started' && ids.push(event.clip.id)) });
  for (const { atMs, frame } of frames) ear.hear(atMs, frame);
  ear.end();
  return ids;
}

export interface StereoSound {
  /** A-law of each channel. */
  left: Buffer;
  right: Buffer;
  durationMs: number;
  /** The bare samples as the WAV holds them. */
  samples: Buffer;
}

const HEADER_BYTES = 44;

/** Reads a stereo WAV of 16 bits at 8 kHz; anything else throws. */
export function readStereoWav(wav: Buffer): StereoSound {
  const form = { riff: wav.toString('latin1', 0, 4), channels: wav.readUInt16LE(22), rate: wav.readUInt32LE(24), bits: wav.readUInt16LE(34) };
  if (form.riff !== 'RIFF' || form.channels !== 2 || form.rate !== 8_000 || form.bits !== 16) throw new Error(`not a stereo WAV of 16 bits at 8 kHz: ${JSON.stringify(form)}`);
  const samples = wav.subarray(HEADER_BYTES);
  const count = Math.floor(samples.length / 4);
  const channel = (offset: number): Buffer => Buffer.from(Uint8Array.from({ length: count }, (_unused, i) => encodeAlaw(samples.readInt16LE(i * 4 + offset))));
  return { left: channel(0), right: channel(2), durationMs: (count * 1_000) / 8_000, samples };
}

/** How much of a stretch of one channel is this number's own voice. */
export function shareIn(channel: Buffer, number: string, span: { fromMs: number; toMs: number }): number {
  return usualShare(channel.subarray(Math.round(span.fromMs * 8), Math.round(span.toMs * 8)), number);
}
