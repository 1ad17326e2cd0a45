import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMatcher } from '../../../src/app/matcher.ts';
import type { MatchStore, WakeTopic } from '../../../src/app/ports.ts';
import { keepLog } from '../../support/log.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('after-call work', () => {
  it('that begins and ends between two looks ends in time, by the server alone: whoever writes its end wakes the look (field note 32)', async () => {
    const listeners = new Map<WakeTopic, (id: string) => void>();
    const sweptAt: number[] = [];
    let acwEndsAt: number | null = null;
    const store: MatchStore = {
      read: async () => ({ entries: [], seats: [] }),
      offer: async () => null,
      holdLease: async () => true,
      readPaces: async () => new Map(),
      keepPaces: async () => undefined,
      sweep: async (at) => {
        sweptAt.push(at);
        return { changed: 0, nextDueAt: acwEndsAt !== null && acwEndsAt > at ? acwEndsAt : null };
      },
    };
    const clock = { now: () => Date.now(), businessNow: () => Date.now() };
    const matcher = createMatcher({
      owner: 'one', store, handOver: () => false, clock, log: keepLog(), wakeups: { send: () => undefined, on: (topic, listener) => void listeners.set(topic, listener) },
    });
    matcher.start();
    await vi.advanceTimersByTimeAsync(300);
    expect(sweptAt).toEqual([0]);
    acwEndsAt = 700;
    listeners.get('due')?.('s-1001');
    await vi.advanceTimersByTimeAsync(450);
    expect(sweptAt).toEqual([0, 300, 700]);
    matcher.stop();
  });
});
