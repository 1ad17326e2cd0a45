/** The clips of the test catalogue: noise whose samples are A-law values, so that on the wire they are the same byte for byte. */
import { decodeAlaw } from '../../../../src/lab/ear/alaw.ts';
import { createRandom, noiseFrame } from '../../../lab/ear-streams.ts';
import { partClips } from './world.ts';

export interface ClipSound {
  /** As heard on the wire. */
  readonly alaw: Buffer;
  /** As Asterisk reads it: 16-bit samples. */
  readonly linear: Buffer;
}

function soundOf(frames: number, random: ReturnType<typeof createRandom>): ClipSound {
  const alaw = Buffer.concat(Array.from({ length: frames }, () => noiseFrame(random)));
  const linear = Buffer.alloc(alaw.length * 2);
  alaw.forEach((byte, index) => linear.writeInt16LE(decodeAlaw(byte), index * 2));
  return { alaw, linear };
}

/** `part.0` to `part.9` of 25 frames (half a second), `long` of 1,000 frames (20 s). Always the same. */
export function clipSounds(): ReadonlyMap<string, ClipSound> {
  const random = createRandom(11);
  return new Map([...partClips.map((id) => [id, soundOf(25, random)] as const), ['long', soundOf(1_000, random)] as const]);
}
