import { describe, expect, it } from 'vitest';
import { HEAD_START_MS } from '../../../src/core/match/order.ts';
import { runDay } from './day.ts';
import { serviceLevel, waitProbability } from './erlang.ts';
import { estimateError, mixedPlan, passedWrongly, percentile, purePlan, shareWithin } from './plans.ts';

describe('Erlang C, by which the simulation is judged', () => {
  it('is the one of the books', () => {
    // 1 seat: it is the load itself. 10 seats, 8 erlang: 0.4092 (tables).
    expect(waitProbability({ seats: 1, callsPerMs: 0.4, talkMs: 1 })).toBeCloseTo(0.4, 10);
    expect(waitProbability({ seats: 10, callsPerMs: 8, talkMs: 1 })).toBeCloseTo(0.4092, 3);
    expect(serviceLevel({ seats: 10, callsPerMs: 8, talkMs: 1 }, 0)).toBeCloseTo(1 - 0.4092, 3);
  });
});

describe('a sample of the simulated days (`./hotline test soak queue-day` runs the whole of them)', () => {
  it('comes to the service level of Erlang C, within 2 points, where the case is pure', () => {
    const { plan, line } = purePlan(11, { calls: 40_000, seats: 12, callsPerMs: 9 / 162_000 });
    const { served, leftOver, outOfOrder } = runDay(plan);
    expect([served.length, leftOver, outOfOrder]).toEqual([40_000, 0, []]);
    expect(Math.abs(shareWithin(served, 20_000) - serviceLevel(line, 20_000))).toBeLessThan(0.02);
  });

  it('with skills, tiers, impatience and missed rings: nobody out of turn, nobody starved, nobody lost (field note 35) (field note 36)', () => {
    const plan = mixedPlan(5, 2_000, 0.2);
    const day = runDay(plan);
    expect(day.outOfOrder).toEqual([]);
    expect(day.served.length + day.abandoned + day.leftOver).toBe(2_000);
    expect(day.leftOver).toBe(0);
    expect(day.missed).toBeGreaterThan(10);
    const waits = [0, 1, 2, 3].map((priority) => day.served.filter((one) => one.priority === priority).map(({ waitedMs }) => waitedMs));
    expect(waits.every((list) => list.length > 20)).toBe(true);
    // Whoever has no priority waits longer, and by no more than the head start of the highest tier and a little.
    expect(percentile(waits[0] ?? [], 0.95)).toBeLessThan(percentile(waits[3] ?? [], 0.95) + 3 * HEAD_START_MS + 60_000);
  });

  it('without a missed ring nobody is passed by whom she came more than the head start before [T-06]', () => {
    const plan = { ...mixedPlan(6, 1_500, 0.2), missed: 0, seats: mixedPlan(6, 1).seats.slice(0, 20).map((seat) => ({ ...seat, skills: ['general', 'vip', 'trading', 'complaint'].map((queue) => ({ queue, level: 1 })) })) };
    const { served } = runDay(plan);
    expect(passedWrongly(served, HEAD_START_MS)).toBe(0);
    expect(passedWrongly(served, 0)).toBeGreaterThan(0);
  });

  it('tells a wait that is near the one that came, measured where everybody waits', () => {
    const { plan } = purePlan(3, { calls: 3_000, seats: 12, callsPerMs: 11.4 / 162_000 });
    const error = estimateError(runDay(plan).served);
    expect(error.told).toBeGreaterThan(500);
    expect(Math.abs(error.biasMs)).toBeLessThan(0.25 * error.meanWaitMs);
    expect(error.medianOffMs).toBeLessThan(error.meanWaitMs);
  });
});
