import { FRAME_BYTES, SILENCE_FRAME, encodeAlaw } from '../../src/lab/ear/alaw.ts';
import type { Clip } from '../../src/lab/ear/clip-index.ts';

/** A small seeded generator (mulberry32): the same seed gives the same thousand streams on every machine. */
export function createRandom(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return { below, between: (from: number, to: number): number => from + below(to - from + 1), pick: <T>(items: readonly T[]): T => items[below(items.length)] as T };
}
export type Random = ReturnType<typeof createRandom>;

/** A frame of noise at voice level; two of them are never equal. */
export function noiseFrame(random: Random): Buffer {
  const frame = Buffer.alloc(FRAME_BYTES);
  for (let i = 0; i < FRAME_BYTES; i += 1) frame[i] = encodeAlaw(random.between(-9000, 9000));
  return frame;
}

/** 20 ms of a tone that repeats itself each frame, as 450 Hz does at 8 kHz. */
export function toneFrame(frequencyHz: number): Buffer {
  return Buffer.from(
    Uint8Array.from({ length: FRAME_BYTES }, (_unused, i) => encodeAlaw(Math.round(8000 * Math.sin((2 * Math.PI * frequencyHz * i) / 8000)))),
  );
}

/**
 * A catalogue with everything that makes searching hard: silent ends of all lengths, pauses inside, frames shared between clips,
 * clips with a common beginning, a clip that is the beginning of another, twins, a tone of equal frames, two pieces of music.
 */
export function hardCatalogue(random: Random): Clip[] {
  const shared = Array.from({ length: 5 }, () => noiseFrame(random));
  const opening = Array.from({ length: 20 }, () => noiseFrame(random));
  const body = (length: number): Buffer[] =>
    Array.from({ length }, (_unused, i) => {
      const dice = random.below(12);
      if (i > 0 && i < length - 1 && dice < 2) return SILENCE_FRAME;
      return dice === 2 ? random.pick(shared) : noiseFrame(random);
    });
  const silence = (): Buffer[] => Array.from({ length: random.below(5) }, () => SILENCE_FRAME);
  const clip = (id: string, frames: readonly Buffer[], kind: Clip['kind'] = 'speech'): Clip => ({ id, text: `<${id}>`, kind, alaw: Buffer.concat(frames) });
  const clips = Array.from({ length: 40 }, (_unused, i) => clip(`plain.${i}`, [...silence(), ...body(random.between(3, 60)), ...silence()]));
  for (let i = 0; i < 5; i += 1) clips.push(clip(`opened.${i}`, [...silence(), ...opening, ...body(random.between(5, 30)), ...silence()]));
  clips.push(clip('opening', [...opening, SILENCE_FRAME]));
  clips.push({ ...clip('twin', []), alaw: clips[3]?.alaw ?? Buffer.alloc(0) });
  const tone = toneFrame(450);
  clips.push(clip('tone.ringback', [...Array.from({ length: 50 }, () => tone), ...Array.from({ length: 20 }, () => SILENCE_FRAME)], 'tone'));
  for (const id of ['music.a', 'music.b']) clips.push(clip(id, Array.from({ length: 150 }, () => noiseFrame(random)), 'music'));
  return clips;
}
