import { FRAME_SAMPLES } from './a-law.ts';
import { isSilentFrame } from './clip-mark.ts';

export interface NamedSound {
  readonly id: string;
  readonly aLaw: Uint8Array;
}

/** So many frames that are not silent must name a clip. */
const TELLING_FRAMES = 3;

/**
 * Pairs of clips that cannot be told apart on the line, by their first three sounding frames or because one is the beginning
 * of the other. A built catalogue has none: every clip carries the mark of its name.
 */
export function soundingAlike(clips: readonly NamedSound[]): readonly (readonly [string, string])[] {
  const byOpening = new Map<string, string>();
  const pairs: (readonly [string, string])[] = [];
  for (const clip of clips) {
    const opening = openingOf(clip.aLaw);
    const other = byOpening.get(opening);
    if (other === undefined) byOpening.set(opening, clip.id);
    else pairs.push([other, clip.id]);
  }
  return [...pairs, ...beginnings(clips)];
}

function openingOf(aLaw: Uint8Array): string {
  const frames = framesOf(aLaw).filter((frame) => !isSilentFrame(frame));
  return Buffer.concat(frames.slice(0, TELLING_FRAMES)).toString('latin1');
}

/** Sorted by bytes, a clip that is the beginning of others stands right before one of them. */
function beginnings(clips: readonly NamedSound[]): (readonly [string, string])[] {
  const sorted = clips.map(({ id, aLaw }) => ({ id, bytes: Buffer.from(aLaw) })).sort((one, other) => one.bytes.compare(other.bytes));
  return sorted.flatMap((clip, index) => {
    const next = sorted[index + 1];
    if (next === undefined || next.bytes.length < clip.bytes.length) return [];
    return clip.bytes.equals(next.bytes.subarray(0, clip.bytes.length)) ? [[clip.id, next.id] as const] : [];
  });
}

function framesOf(aLaw: Uint8Array): Uint8Array[] {
  const count = Math.ceil(aLaw.length / FRAME_SAMPLES);
  return Array.from({ length: count }, (_unused, index) => aLaw.subarray(index * FRAME_SAMPLES, (index + 1) * FRAME_SAMPLES));
}
