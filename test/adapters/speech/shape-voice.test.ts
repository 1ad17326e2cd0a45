import { describe, expect, it } from 'vitest';
import { shapeVoice } from '../../../src/adapters/speech/shape-voice.ts';
import { beep } from './fake-engine.ts';

const peakOf = (samples: Int16Array | undefined) => Math.max(...(samples ?? []).map(Math.abs));

describe('making a voice fit for stitching', () => {
  it('cuts the silence at both ends but for 10 ms', () => {
    const shaped = shapeVoice(beep(300));
    expect(shaped?.length).toBe((300 + 20) * 8);
  });

  it('brings a quiet and a loud voice to the same level, without clipping', () => {
    const quiet = shapeVoice(beep(300, 900));
    const loud = shapeVoice(beep(300, 32_000));
    expect(Math.abs(peakOf(quiet) - peakOf(loud))).toBeLessThan(60);
    expect(peakOf(loud)).toBeLessThan(28_000);
  });

  it('keeps the peaks of a spiky voice below the top', () => {
    const spiky = beep(400, 1000).map((sample, index) => (index % 997 === 0 ? 30_000 : sample));
    expect(peakOf(shapeVoice(spiky))).toBeLessThanOrEqual(27_500);
  });

  it('begins and ends softly', () => {
    const shaped = shapeVoice(beep(300)) ?? new Int16Array();
    expect(Math.abs(shaped[0] ?? 0)).toBeLessThan(50);
    expect(Math.abs(shaped.at(-1) ?? 0)).toBeLessThan(50);
  });

  it('finds no voice in silence, in nothing and in a click', () => {
    expect(shapeVoice(new Int16Array(8000))).toBeUndefined();
    expect(shapeVoice(new Int16Array())).toBeUndefined();
    const click = new Int16Array(8000);
    click[4000] = 20_000;
    expect(shapeVoice(click)).toBeUndefined();
  });
});
