import { encodeALaw, padToFrames, SAMPLE_RATE_HZ } from './a-law.ts';

interface ToneGenerator {
  readonly frequencyHz: number;
  readonly onMs: number;
  readonly offMs: number;
}

const TONE_PEAK = 6000;
const TONE_RAMP_SAMPLES = 40;

/** One period of a tone: on, then off. Played again and again it is the tone of the network. */
export function generateTone({ frequencyHz, onMs, offMs }: ToneGenerator): Uint8Array {
  const on = Math.round((onMs * SAMPLE_RATE_HZ) / 1000);
  const off = Math.round((offMs * SAMPLE_RATE_HZ) / 1000);
  const samples = new Int16Array(on + off);
  for (let index = 0; index < on; index += 1) {
    const ramp = off === 0 ? 1 : Math.min(1, (index + 1) / TONE_RAMP_SAMPLES, (on - index) / TONE_RAMP_SAMPLES);
    samples[index] = Math.round(Math.sin((2 * Math.PI * frequencyHz * index) / SAMPLE_RATE_HZ) * TONE_PEAK * ramp);
  }
  return withoutSoundlessNoise(samples, on);
}

/** What is off is true A-law silence, also where a sample of 0 would be rounded to a step. */
function withoutSoundlessNoise(samples: Int16Array, on: number): Uint8Array {
  const aLaw = encodeALaw(samples.subarray(0, on));
  return padToFrames(Uint8Array.from([...aLaw, ...new Uint8Array(samples.length - on).fill(0xd5)]));
}

const BEAT_MS = 500;
/** Semitones above C4; four bars of four beats each way, in C major without fourth and seventh, so that nothing grates. */
const MELODY: readonly (number | null)[] = [
  4, null, 7, 9, 12, null, 9, 7, 9, null, 7, 4, 2, null, null, null,
  0, null, 4, 7, 9, null, 7, 4, 2, null, 4, 2, 0, null, null, null,
  7, null, 9, 12, 14, null, 12, 9, 12, null, 9, 7, 9, null, null, null,
  4, null, 7, 9, 7, null, 4, 2, 4, null, 2, -3, 0, null, null, null,
];
/** Root of the chord under each bar of four beats. */
const BASS: readonly number[] = [-12, -8, -3, -5, -12, -3, -5, -12, -8, -3, -5, -3, -12, -8, -5, -12];
const NOTE_SECONDS = 2.4;

/** A calm melody of our own, a loop without a seam: notes that ring over the end ring on at the beginning. */
export function generateCalmMusic(durationMs: number): Uint8Array {
  const length = Math.round((durationMs * SAMPLE_RATE_HZ) / 1000);
  const mix = new Float64Array(length);
  const beats = Math.floor(durationMs / BEAT_MS);
  for (let beat = 0; beat < beats; beat += 1) {
    const at = Math.round((beat * BEAT_MS * SAMPLE_RATE_HZ) / 1000);
    const note = MELODY[beat % MELODY.length];
    if (note !== null && note !== undefined) addNote(mix, { at, semitones: note, loudness: 1 });
    const root = BASS[Math.floor(beat / 4) % BASS.length] ?? -12;
    if (beat % 4 === 0) addNote(mix, { at, semitones: root, loudness: 0.7 });
    if (beat % 4 === 2) addNote(mix, { at, semitones: root + 7, loudness: 0.45 });
  }
  const peak = mix.reduce((highest, value) => Math.max(highest, Math.abs(value)), 1e-9);
  return padToFrames(encodeALaw(Int16Array.from(mix, (value) => Math.round((value / peak) * 12_000))));
}

/** A struck bar: a fundamental and two overtones, a soft start and a long decay. */
function addNote(mix: Float64Array, note: { at: number; semitones: number; loudness: number }): void {
  const frequencyHz = 261.63 * 2 ** (note.semitones / 12);
  const length = Math.round(NOTE_SECONDS * SAMPLE_RATE_HZ);
  for (let index = 0; index < length; index += 1) {
    const seconds = index / SAMPLE_RATE_HZ;
    const envelope = Math.min(1, seconds / 0.015) * Math.exp(-2.2 * seconds) * (1 - index / length);
    const angle = 2 * Math.PI * frequencyHz * seconds;
    const timbre = Math.sin(angle) + 0.3 * Math.sin(2 * angle) * Math.exp(-3 * seconds) + 0.12 * Math.sin(3 * angle) * Math.exp(-5 * seconds);
    const place = (note.at + index) % mix.length;
    mix[place] = (mix[place] ?? 0) + note.loudness * envelope * timbre;
  }
}
