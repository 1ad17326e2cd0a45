import { describe, expect, it } from 'vitest';
import { createBusinessClock } from '../../../src/app/business-clock.ts';
import type { RefreshingBusinessClock } from '../../../src/app/business-clock.ts';

function stage(): { clock: RefreshingBusinessClock; world: { epochMs: number; monotonicMs: number; read: () => Promise<{ offsetMs: number }> } } {
  const world = { epochMs: 1_000_000, monotonicMs: 50, read: () => Promise.resolve({ offsetMs: 7_000 }) };
  const clock = createBusinessClock({
    store: { read: () => world.read() },
    epochNowMs: () => world.epochMs,
    monotonicNowMs: () => world.monotonicMs,
    initialOffsetMs: 5_000,
  });
  return { clock, world };
}

describe('the business clock', () => {
  it('is the true time plus the offset, and runs on', () => {
    const { clock, world } = stage();
    expect(clock.nowMs()).toBe(1_005_000);
    world.epochMs += 250;
    expect(clock.nowMs()).toBe(1_005_250);
  });

  it('takes a new offset when it is refreshed', async () => {
    const { clock } = stage();
    expect(await clock.refresh()).toBe('refreshed');
    expect(clock.nowMs()).toBe(1_007_000);
    expect(clock.offsetMs()).toBe(7_000);
  });

  it('keeps the last offset and runs on while the store is away; only its age grows', async () => {
    const { clock, world } = stage();
    world.read = () => Promise.reject(new Error('store away'));
    world.monotonicMs += 1_500;
    world.epochMs += 1_500;
    expect(await clock.refresh()).toBe('kept');
    expect(clock.nowMs()).toBe(1_006_500);
    expect(clock.offsetAgeMs()).toBe(1_500);
    world.read = () => Promise.resolve({ offsetMs: 9_000 });
    expect(await clock.refresh()).toBe('refreshed');
    expect(clock.offsetAgeMs()).toBe(0);
  });

  it('reads once when a refresh is asked for while one is under way, also after a store that throws at once', async () => {
    const { clock, world } = stage();
    let reads = 0;
    world.read = () => {
      reads += 1;
      throw new Error('not connected');
    };
    expect(await Promise.all([clock.refresh(), clock.refresh()])).toEqual(['kept', 'kept']);
    expect(reads).toBe(1);
    await clock.refresh();
    expect(reads).toBe(2);
  });
});
