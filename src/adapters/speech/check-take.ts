/** Whether a studio's take can be used: each fault is a sentence that goes on from the file's name and says what to do. */
import { readWavTake, type WavTake } from './wav-take.ts';

const LOWEST_RATE_HZ = 8_000;
const WINDOW_MS = 10;
/** What is 34 dB below the loudest 10 ms counts as silence. */
const SILENCE_BELOW_LOUDEST = 0.02;
const SHORTEST_MS = 150;
const LONGEST_MS = 120_000;
/** A voice that begins in the first windows has lost the beginning of its word. */
const LEAST_SILENCE_MS = 30;
const MOST_SILENCE_MS = 2_000;
const QUIETEST_DB = -36;
/** So many samples in a row at full scale are a flat top, not a peak. */
const FLAT_TOP_SAMPLES = 4;
const FULL_SCALE = 0.998;
const MOST_FLAT_TOPS = 2;

export function faultsOfTake(bytes: Buffer): readonly string[] {
  const take = readWavTake(bytes);
  if ('refused' in take) return [take.refused];
  const form = [
    ...(take.channels === 1 ? [] : [`has ${take.channels} channels: have it exported with one (mono)`]),
    ...(take.rateHz >= LOWEST_RATE_HZ ? [] : [`has ${take.rateHz} samples a second: the telephone needs ${LOWEST_RATE_HZ} or more`]),
  ];
  return form.length > 0 ? form : soundFaults(take);
}

function soundFaults(take: WavTake): string[] {
  const loudness = windowLoudness(take);
  const loudest = loudness.reduce((highest, value) => Math.max(highest, value), 0);
  if (loudest < 0.001) return ['holds silence only: record it again'];
  const isSounding = (value: number) => value >= loudest * SILENCE_BELOW_LOUDEST;
  const leadMs = loudness.findIndex(isSounding) * WINDOW_MS;
  const tailMs = (loudness.length - 1 - loudness.findLastIndex(isSounding)) * WINDOW_MS;
  const voiceMs = loudness.length * WINDOW_MS - leadMs - tailMs;
  const levelDb = 20 * Math.log10(rootMeanSquare(loudness.filter(isSounding)));
  const flatTops = countFlatTops(take.samples);
  return [
    ...(flatTops > MOST_FLAT_TOPS ? [`is clipped at ${flatTops} places: record it again with less gain (peaks below -3 dB)`] : []),
    ...(levelDb < QUIETEST_DB ? [`is too quiet (${levelDb.toFixed(0)} dB of full scale): record it again nearer or with more gain, about -20 dB`] : []),
    ...(voiceMs < SHORTEST_MS ? [`has only ${voiceMs} ms of voice: record it again`] : []),
    ...(voiceMs > LONGEST_MS ? [`is ${(voiceMs / 1000).toFixed(0)} s long: nobody listens longer than ${LONGEST_MS / 1000} s`] : []),
    ...silenceFaults(leadMs, 'begins', 'beginning'),
    ...silenceFaults(tailMs, 'ends', 'end'),
  ];
}

function silenceFaults(silenceMs: number, verb: string, where: string): string[] {
  if (silenceMs < LEAST_SILENCE_MS) return [`${verb} in the middle of a sound: leave about 0.2 s of silence at its ${where}`];
  if (silenceMs > MOST_SILENCE_MS) return [`has ${(silenceMs / 1000).toFixed(1)} s of silence at its ${where}: cut it to about 0.2 s`];
  return [];
}

function windowLoudness({ samples, rateHz }: WavTake): number[] {
  const size = Math.max(1, Math.round((rateHz * WINDOW_MS) / 1000));
  return Array.from({ length: Math.floor(samples.length / size) }, (_unused, window) => rootMeanSquare(samples.subarray(window * size, (window + 1) * size)));
}

function rootMeanSquare(values: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < values.length; index += 1) sum += (values[index] ?? 0) ** 2;
  return Math.sqrt(sum / Math.max(1, values.length));
}

function countFlatTops(samples: Float64Array): number {
  let run = 0;
  let tops = 0;
  for (const sample of samples) {
    run = Math.abs(sample) >= FULL_SCALE ? run + 1 : 0;
    if (run === FLAT_TOP_SAMPLES) tops += 1;
  }
  return tops;
}
