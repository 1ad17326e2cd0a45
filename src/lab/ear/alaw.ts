/** Bytes of one 20 ms frame of A-law at 8 kHz: one RTP packet of the trunk. */
export const FRAME_BYTES = 160;
export const FRAME_MS = 20;

/** The A-law byte of digital silence (sample 8, the value nearest to zero: A-law has no zero). */
export const SILENCE_BYTE = 0xd5;
export const SILENCE_FRAME: Buffer = Buffer.alloc(FRAME_BYTES, SILENCE_BYTE);

/** One A-law byte as a 16-bit sample (ITU-T G.711, table 1a with even bits inverted). */
export function decodeAlaw(byte: number): number {
  const value = byte ^ 0x55;
  const exponent = (value & 0x70) >> 4;
  let magnitude = ((value & 0x0f) << 4) + 8;
  if (exponent > 0) magnitude = (magnitude + 0x100) << (exponent - 1);
  return (value & 0x80) !== 0 ? magnitude : -magnitude;
}

/** A 16-bit sample as the A-law byte of the step it falls into. */
export function encodeAlaw(sample: number): number {
  const isPositive = sample >= 0;
  const steps = Math.min(isPositive ? sample : -sample - 1, 32_767) >> 4;
  const exponent = steps < 16 ? 0 : steps < 32 ? 1 : 28 - Math.clz32(steps);
  const mantissa = (exponent < 2 ? steps : steps >> (exponent - 1)) & 0x0f;
  const value = (exponent << 4) | mantissa | (isPositive ? 0x80 : 0);
  return value ^ 0x55;
}

/** Absolute sample value per A-law byte: levels are sums over this table. */
const MAGNITUDE: Uint16Array = Uint16Array.from({ length: 256 }, (_unused, byte) => Math.abs(decodeAlaw(byte)));

/** Mean absolute sample value (0..32256) of A-law bytes; digital silence gives 8, a soft voice some hundred. */
export function meanLevel(alaw: Uint8Array): number {
  if (alaw.length === 0) return 0;
  let sum = 0;
  for (let i = 0; i < alaw.length; i += 1) sum += MAGNITUDE[alaw[i] ?? SILENCE_BYTE] ?? 0;
  return sum / alaw.length;
}
