import { FRAME_BYTES } from './alaw.ts';

export interface MusicPlace {
  clip: number;
  byteOffset: number;
}

/**
 * One music clip as a loop: its first frame's bytes follow its last, so that a packet across the seam is found too. Hold music
 * begins where it was last left, at any byte, so it is searched for and then only followed.
 */
export function createMusicLoop(clip: number, alaw: Buffer) {
  const bytes = Buffer.concat([alaw, alaw.subarray(0, FRAME_BYTES)]);
  return {
    clip,
    /** The place one packet after `byteOffset`, if this frame stands there. */
    following(byteOffset: number, frame: Buffer): MusicPlace | undefined {
      const next = (byteOffset + FRAME_BYTES) % alaw.length;
      return bytes.compare(frame, 0, frame.length, next, next + frame.length) === 0 ? { clip, byteOffset: next } : undefined;
    },
    find(frame: Buffer): MusicPlace | undefined {
      const at = bytes.indexOf(frame);
      return at < 0 ? undefined : { clip, byteOffset: at % alaw.length };
    },
  };
}
