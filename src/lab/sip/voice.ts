import { FRAME_BYTES, SILENCE_FRAME, encodeAlaw } from '../ear/alaw.ts';

/** What a party of the lab says: the next 160 bytes of A-law at each call. */
export type Voice = (frameNumber: number) => Buffer;

export const silence: Voice = () => SILENCE_FRAME;

/** A steady sine tone; `level` is its amplitude (0..32767). */
export function tone(frequencyHz: number, level = 8000): Voice {
  return (frameNumber) => {
    const frame = Buffer.alloc(FRAME_BYTES);
    const start = frameNumber * FRAME_BYTES;
    for (let i = 0; i < FRAME_BYTES; i += 1) frame[i] = encodeAlaw(Math.round(level * Math.sin((2 * Math.PI * frequencyHz * (start + i)) / 8000)));
    return frame;
  };
}

/**
 * A tone of the party's own by its number: numbers that differ in their last two digits sound at different pitches (300 Hz to
 * 2280 Hz, 20 Hz apart), and none is a multiple of 50, so its frames never repeat as those of catalogue tones do.
 */
export function voiceFrequency(number: string): number {
  const tail = Number.parseInt(number.replace(/\D/g, '').slice(-2) || '0', 10);
  return 307 + tail * 20;
}

export function voiceOf(number: string): Voice {
  return tone(voiceFrequency(number));
}
