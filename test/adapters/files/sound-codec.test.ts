import { describe, expect, test } from 'vitest';
import { packSound, unpackSound } from '../../../src/adapters/files/sound-codec.ts';
import { tones } from '../../support/sound.ts';

/** Numbers that look random and are the same in every run. */
function* noise(seed: number): Generator<number> {
  let x = seed;
  for (;;) {
    x = (Math.imul(x, 1_664_525) + 1_013_904_223) >>> 0;
    yield x >>> 8;
  }
}
const roundTrip = (pcm: Buffer): Buffer => unpackSound(packSound(pcm), pcm.length / 4);

describe('packing sound', () => {
  test('A-law sound comes back bit by bit and is much smaller', () => {
    const pcm = tones(4);
    expect(roundTrip(pcm).equals(pcm)).toBe(true);
    expect(packSound(pcm).length).toBeLessThan(pcm.length / 3);
  });

  test('padding (0, which no A-law line carries) does not spoil the packing', () => {
    const pcm = Buffer.concat([Buffer.alloc(64_000), tones(2), Buffer.alloc(640)]);
    expect(roundTrip(pcm).equals(pcm)).toBe(true);
    expect(packSound(pcm).length).toBeLessThan(pcm.length / 5);
  });

  test.each([1, 2, 255, 256, 257, 300])('%i different values', (count) => {
    const pcm = Buffer.alloc(4 * 1_000);
    for (let at = 0; at < 2_000; at += 1) pcm.writeInt16LE((at % count) * 100 - 15_000, at * 2);
    expect(roundTrip(pcm).equals(pcm)).toBe(true);
  });

  test('every value there is survives, on both sides', () => {
    const values = new Set<number>();
    for (let sample = -32_768; sample < 32_768; sample += 1) values.add(sample);
    const pcm = Buffer.alloc(values.size * 4);
    [...values].forEach((value, n) => {
      pcm.writeInt16LE(value, n * 4);
      pcm.writeInt16LE(-1 - value, n * 4 + 2);
    });
    expect(roundTrip(pcm).equals(pcm)).toBe(true);
  });

  test('sound no A-law line carries comes back bit by bit', () => {
    const pcm = tones(1, { alaw: false });
    expect(roundTrip(pcm).equals(pcm)).toBe(true);
  });

  test.each([1, 2, 3, 4, 5])('random sound %i comes back bit by bit', (seed) => {
    const random = noise(seed);
    const pcm = Buffer.alloc(4 * (1 + (random.next().value as number) % 5_000));
    for (let byte = 0; byte < pcm.length; byte += 1) pcm[byte] = random.next().value as number;
    expect(roundTrip(pcm).equals(pcm)).toBe(true);
  });

  test('one frame is enough', () => {
    const pcm = tones(1).subarray(0, 4);
    expect(roundTrip(pcm).equals(pcm)).toBe(true);
  });

  test('another length than promised is refused', () => {
    expect(() => unpackSound(packSound(tones(1)), 7_999)).toThrow();
    expect(() => unpackSound(packSound(tones(1)), 8_001)).toThrow();
  });
});
