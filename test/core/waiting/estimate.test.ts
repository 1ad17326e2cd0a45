import { describe, expect, it } from 'vitest';
import { estimateWaitMs, minutesToSay, paceAfter, type Pace } from '../../../src/core/waiting/estimate.ts';
import { overflowOf, PLAIN_RULES } from '../../../src/core/waiting/rules.ts';

describe('the estimated wait', () => {
  it('is the place times the measured gap between two callers', () => {
    expect(estimateWaitMs({ place: 4, staffed: 10, pace: { gapMs: 12_000, samples: 20 } })).toBe(48_000);
  });
  it('before anything was measured goes by the agents who are there; without any there is none', () => {
    expect(estimateWaitMs({ place: 2, staffed: 10, pace: null })).toBe(37_000);
    expect(estimateWaitMs({ place: 2, staffed: 10, pace: { gapMs: 1, samples: 4 } })).toBe(37_000);
    expect(estimateWaitMs({ place: 1, staffed: 0, pace: { gapMs: 1, samples: 50 } })).toBeNull();
  });
  it('follows a change of pace, and one long night does not spoil it', () => {
    let pace: Pace | null = null;
    for (let n = 0; n < 100; n += 1) pace = paceAfter(pace, 10_000);
    expect(pace?.gapMs).toBeCloseTo(10_000);
    for (let n = 0; n < 100; n += 1) pace = paceAfter(pace, 30_000);
    expect(pace?.gapMs).toBeGreaterThan(29_000);
    expect(paceAfter(pace, 12 * 3_600_000).gapMs).toBeLessThan(60_000);
  });
  it.each([[0, 0], [59_999, 0], [60_000, 1], [60_001, 2], [1_800_000, 30], [1_800_001, null]])('of %i ms is said as %s minutes', (waitMs, minutes) => {
    expect(minutesToSay(waitMs)).toBe(minutes);
  });
});

describe('rules of a queue', () => {
  const to = { kind: 'goodbye' } as const;
  const rules = { ...PLAIN_RULES, overflow: { closing: { to }, empty: { to }, length: { over: 3, to } } };
  it.each([
    [{ isOpen: false, staffed: 0, place: 9, isNew: true }, 'closing'], [{ isOpen: true, staffed: 0, place: 9, isNew: true }, 'empty'],
    [{ isOpen: true, staffed: 1, place: 4, isNew: true }, 'length'], [{ isOpen: true, staffed: 1, place: 3, isNew: true }, undefined],
    [{ isOpen: true, staffed: 1, place: 4, isNew: false }, undefined], [{ isOpen: true, place: 1, isNew: true }, undefined],
  ])('%o: %s', (now, why) => {
    expect(overflowOf(rules, now)?.why).toBe(why);
  });
});
