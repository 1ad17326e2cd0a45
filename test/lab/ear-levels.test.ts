import { describe, expect, it } from 'vitest';
import { FRAME_MS, SILENCE_FRAME, decodeAlaw, encodeAlaw } from '../../src/lab/ear/alaw.ts';
import { levelPerSecond, quietGaps, toneShare } from '../../src/lab/ear/levels.ts';
import { tone, voiceFrequency } from '../../src/lab/sip/voice.ts';

const voice = tone(440);
const frames = (pattern: readonly ('sound' | 'silence' | 'nothing')[]) =>
  pattern.flatMap((what, i) => (what === 'nothing' ? [] : [{ atMs: i * FRAME_MS, frame: what === 'sound' ? voice(i) : SILENCE_FRAME }]));
const times = (count: number, what: 'sound' | 'silence' | 'nothing') => Array.from({ length: count }, () => what);

describe('levels', () => {
  it('A-law decodes to the sample it was encoded from, within its step', () => {
    for (let byte = 0; byte < 256; byte += 1) expect(encodeAlaw(decodeAlaw(byte))).toBe(byte);
    for (let sample = -32_000; sample <= 32_000; sample += 37) {
      expect(Math.abs(decodeAlaw(encodeAlaw(sample)) - sample)).toBeLessThanOrEqual(Math.max(9, Math.abs(sample) / 16));
    }
  });

  it('per second: sound, silence, and nothing at all', () => {
    const [sound = 0, silence = 0, nothing] = levelPerSecond(frames([...times(50, 'sound'), ...times(50, 'silence'), ...times(50, 'nothing')]), { fromMs: 0, toMs: 3_000 });
    expect(sound).toBeGreaterThan(4_000);
    expect(silence).toBeLessThan(20);
    expect(nothing).toBe(0);
  });

  it('gaps: where nothing sounded for longer than allowed, at the ends too', () => {
    const heard = frames([...times(10, 'sound'), ...times(5, 'nothing'), ...times(10, 'sound'), ...times(60, 'silence'), ...times(10, 'sound')]);
    expect(quietGaps(heard, { fromMs: 0, toMs: 1_900, longerThanMs: 1_000 })).toEqual([{ atMs: 500, lengthMs: 1_200 }]);
    expect(quietGaps([], { fromMs: 0, toMs: 2_000, longerThanMs: 1_000 })).toEqual([{ atMs: 0, lengthMs: 2_000 }]);
  });

  it('tell whose tone it is: neighbours in number are apart', () => {
    const mine = Buffer.concat(Array.from({ length: 25 }, (_unused, i) => tone(voiceFrequency('1001'))(i)));
    expect(toneShare(mine, voiceFrequency('1001'))).toBeGreaterThan(0.95);
    expect(toneShare(mine, voiceFrequency('1002'))).toBeLessThan(0.1);
  });
});
