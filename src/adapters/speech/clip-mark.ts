import { FRAME_SAMPLES, SILENCE_BYTE } from './a-law.ts';

const MARKS_PER_FRAME = 6;

/**
 * Weaves a clip's name into its bytes: in every frame that is not silent, the lowest bit of a few samples is turned, at places
 * that follow from the name. One step of A-law now and then is below its own rounding noise and cannot be heard, but two clips
 * with the same sound (and the repeating frames of a tone) become different bytes, so what a caller hears names its clip.
 */
export function markClip(aLaw: Uint8Array, name: string): Uint8Array {
  const marked = Uint8Array.from(aLaw);
  const next = createSequence(name);
  for (let start = 0; start < marked.length; start += FRAME_SAMPLES) {
    const frame = marked.subarray(start, start + FRAME_SAMPLES);
    const places = Array.from({ length: MARKS_PER_FRAME }, () => next() % frame.length);
    if (isSilentFrame(frame)) continue;
    for (const place of new Set(places)) frame[place] = (frame[place] ?? SILENCE_BYTE) ^ 0x01;
  }
  return marked;
}

/** A pause with a name: only A-law's two smallest steps (-72 dB), which of them follows from the name. */
export function markedSilence(frames: number, name: string): Uint8Array {
  const next = createSequence(name);
  return Uint8Array.from({ length: frames * FRAME_SAMPLES }, () => (next() % 16 === 0 ? 0x55 : SILENCE_BYTE));
}

export function isSilentFrame(frame: Uint8Array): boolean {
  return frame.every((byte) => byte === SILENCE_BYTE);
}

/** Numbers that follow from a name alone (FNV-1a, then xorshift): the same build everywhere. */
function createSequence(name: string): () => number {
  let state = 0x811c9dc5;
  for (const byte of Buffer.from(name, 'utf8')) state = Math.imul(state ^ byte, 0x01000193) >>> 0;
  state = state === 0 ? 1 : state;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state;
  };
}
