import { describe, expect, it } from 'vitest';
import { decodeByte, decodeToSln, encodeALaw, encodeSample, padToFrames, samplesOfSln, SILENCE_BYTE } from '../../../src/adapters/speech/a-law.ts';

describe('the A-law codec', () => {
  it('gives the bytes of G.711 at the edges', () => {
    expect([0, 8, -1, -8, 32_767, -32_768].map(encodeSample)).toEqual([0xd5, 0xd5, 0x55, 0x55, 0xaa, 0x2a]);
    expect([0xd5, 0x55, 0xaa, 0x2a].map(decodeByte)).toEqual([8, -8, 32_256, -32_256]);
  });

  it('gives every byte back that it decodes', () => {
    for (let byte = 0; byte < 256; byte += 1) expect(encodeSample(decodeByte(byte))).toBe(byte);
  });

  it('takes every sample to the middle of its step: never further than half a step', () => {
    for (let sample = -32_768; sample <= 32_767; sample += 1) {
      const byte = encodeSample(sample);
      const chord = ((byte ^ 0x55) >> 4) & 0x07;
      const step = chord === 0 ? 16 : 16 << (chord - 1);
      expect(Math.abs(decodeByte(byte) - sample)).toBeLessThanOrEqual(step / 2);
    }
  });

  it('turns its bytes into a .sln and that into the same bytes', () => {
    const bytes = Uint8Array.from({ length: 1000 }, (_unused, index) => (index * 73) % 256);
    expect(encodeALaw(samplesOfSln(decodeToSln(bytes)))).toEqual(bytes);
  });

  it('pads to whole frames with silence and leaves whole frames alone', () => {
    const padded = padToFrames(new Uint8Array(161));
    expect(padded).toHaveLength(320);
    expect(padded.subarray(161).every((byte) => byte === SILENCE_BYTE)).toBe(true);
    expect(padToFrames(new Uint8Array(160))).toHaveLength(160);
  });
});
