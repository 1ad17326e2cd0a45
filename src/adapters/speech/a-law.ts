/** One 20 ms frame of the trunk: 160 samples, 160 A-law bytes. */
export const FRAME_SAMPLES = 160;
export const FRAME_MS = 20;
export const SAMPLE_RATE_HZ = 8000;

/** A-law has no zero: its quiet is the smallest positive step (sample 8). */
export const SILENCE_BYTE = 0xd5;

const DECODED: Int16Array = Int16Array.from({ length: 256 }, (_unused, byte) => decode(byte));
const ENCODED: Uint8Array = Uint8Array.from({ length: 65_536 }, (_unused, index) => encode(index - 32_768));

/** G.711 A-law: the even bits are inverted, a set top bit is positive, three bits of chord, four of step. */
function decode(byte: number): number {
  const plain = byte ^ 0x55;
  const chord = (plain >> 4) & 0x07;
  const step = plain & 0x0f;
  const magnitude = chord === 0 ? (step << 4) + 8 : ((step << 4) + 0x108) << (chord - 1);
  return (plain & 0x80) === 0 ? -magnitude : magnitude;
}

/** The step a sample falls into, negative ones mirrored (-1 and 0 are the two halves of the middle). */
function encode(sample: number): number {
  const isPositive = sample >= 0;
  let rest = (isPositive ? sample : -sample - 1) >> 4;
  let chord = 0;
  if (rest >= 16) {
    chord = 1;
    while (rest >= 32) {
      rest >>= 1;
      chord += 1;
    }
    rest -= 16;
  }
  return ((chord << 4) | rest | (isPositive ? 0x80 : 0)) ^ 0x55;
}

export function encodeSample(sample: number): number {
  return ENCODED[sample + 32_768] ?? SILENCE_BYTE;
}

export function decodeByte(byte: number): number {
  return DECODED[byte] ?? 0;
}

/** A-law bytes of 16-bit samples. */
export function encodeALaw(samples: Int16Array): Uint8Array {
  return Uint8Array.from(samples, encodeSample);
}

/** Signed 16-bit little-endian samples (`.sln`), each exactly an A-law value: on an A-law line they become these bytes again. */
export function decodeToSln(aLaw: Uint8Array): Buffer {
  const sln = Buffer.alloc(aLaw.length * 2);
  for (let index = 0; index < aLaw.length; index += 1) sln.writeInt16LE(decodeByte(aLaw[index] ?? SILENCE_BYTE), index * 2);
  return sln;
}

/** The samples of a `.sln` file or of a raw s16le stream. */
export function samplesOfSln(sln: Uint8Array): Int16Array {
  const view = new DataView(sln.buffer, sln.byteOffset, sln.byteLength);
  return Int16Array.from({ length: Math.floor(sln.byteLength / 2) }, (_unused, index) => view.getInt16(index * 2, true));
}

/** Whole frames, the last one filled with A-law silence. */
export function padToFrames(aLaw: Uint8Array): Uint8Array {
  const padded = new Uint8Array(Math.ceil(aLaw.length / FRAME_SAMPLES) * FRAME_SAMPLES).fill(SILENCE_BYTE);
  padded.set(aLaw);
  return padded;
}
