import { SAMPLE_RATE_HZ } from './a-law.ts';

const WINDOW_SAMPLES = SAMPLE_RATE_HZ / 200; // 5 ms
/** What is 34 dB below the loudest 5 ms is the silence (or the synthetic echo) around a word. */
const SILENCE_BELOW_LOUDEST = 0.02;
/** Kept before and after: stitched clips sound as one sentence only if little silence stands between them. */
const KEPT_SAMPLES = SAMPLE_RATE_HZ / 100; // 10 ms
const FADE_SAMPLES = SAMPLE_RATE_HZ / 250; // 4 ms
/** Loudness of a telephone voice: -19 dB of full scale over what sounds, no peak above -1.5 dB. */
const TARGET_RMS = 3700;
const HIGHEST_PEAK = 27_500;
const SHORTEST_VOICE_SAMPLES = SAMPLE_RATE_HZ / 20; // 50 ms

/**
 * A voice as it comes from the engine or the studio (8 kHz) made fit for stitching: silence at both ends cut but for 10 ms,
 * short fades, the same loudness in every clip.
 * @returns undefined when there is no sound in it.
 */
export function shapeVoice(samples: Int16Array): Int16Array | undefined {
  const loudness = windowLoudness(samples);
  const loudest = loudness.reduce((highest, value) => Math.max(highest, value), 0);
  if (loudest < 100) return undefined;
  const isSounding = (value: number) => value >= loudest * SILENCE_BELOW_LOUDEST;
  const first = loudness.findIndex(isSounding) * WINDOW_SAMPLES;
  const last = (loudness.findLastIndex(isSounding) + 1) * WINDOW_SAMPLES;
  if (last - first < SHORTEST_VOICE_SAMPLES) return undefined;
  const kept = samples.subarray(Math.max(0, first - KEPT_SAMPLES), Math.min(samples.length, last + KEPT_SAMPLES));
  return fadeEnds(level(kept, loudness.filter(isSounding)));
}

/** Root mean square of each 5 ms. */
function windowLoudness(samples: Int16Array): number[] {
  const windows = Math.ceil(samples.length / WINDOW_SAMPLES);
  return Array.from({ length: windows }, (_unused, window) => {
    const part = samples.subarray(window * WINDOW_SAMPLES, (window + 1) * WINDOW_SAMPLES);
    return Math.sqrt(part.reduce((sum, sample) => sum + sample * sample, 0) / part.length);
  });
}

function level(samples: Int16Array, soundingWindows: readonly number[]): Int16Array {
  const power = soundingWindows.reduce((sum, value) => sum + value * value, 0) / soundingWindows.length;
  const peak = samples.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 1);
  const gain = Math.min(TARGET_RMS / Math.sqrt(power), HIGHEST_PEAK / peak);
  return samples.map((sample) => Math.round(sample * gain));
}

function fadeEnds(samples: Int16Array): Int16Array {
  const end = samples.length - 1;
  return samples.map((sample, index) => Math.round(sample * Math.min(1, (index + 1) / FADE_SAMPLES, (end - index + 1) / FADE_SAMPLES)));
}
