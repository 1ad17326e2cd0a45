import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createWakeGuard } from '../../../src/app/runner/wake-guard.ts';
import { keepLog } from '../../support/log.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A process that sleeps when told: monotonic time goes on, its timers do not. */
function asleepAndAwake(isOurs: () => Promise<boolean>) {
  let sleptMs = 0;
  const log = keepLog();
  const guard = createWakeGuard({ monotonicMs: () => Date.now() + sleptMs, isOurs, log, pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) });
  return { guard, log, sleep: (ms: number) => void (sleptMs += ms) };
}
const hasPassed = async (doubt: Promise<void> | undefined): Promise<boolean> => {
  let passed = doubt === undefined;
  void doubt?.then(() => (passed = true));
  await vi.advanceTimersByTimeAsync(0);
  return passed;
};

describe('a process that was stopped for a while', () => {
  it('commands nothing before its lease has been asked for, whichever timer runs first', async () => {
    const answer = Promise.withResolvers<boolean>();
    const { guard, sleep } = asleepAndAwake(() => answer.promise);
    expect(guard.doubt()).toBeUndefined();
    sleep(3_000);
    const doubt = guard.doubt();
    expect(await hasPassed(doubt)).toBe(false);
    answer.resolve(true);
    expect(await hasPassed(doubt)).toBe(true);
    expect(guard.doubt()).toBeUndefined();
    guard.stop();
  });

  it('never commands again when another has its calls', async () => {
    const { guard, sleep } = asleepAndAwake(async () => false);
    sleep(3_000);
    const doubt = guard.doubt();
    await vi.advanceTimersByTimeAsync(60_000);
    expect([await hasPassed(doubt), await hasPassed(guard.doubt())]).toEqual([false, false]);
    guard.stop();
  });

  it('goes on after three seconds when the store is away too: callers must not be left in silence', async () => {
    const { guard, sleep } = asleepAndAwake(() => Promise.reject(new Error('the store is away')));
    sleep(3_000);
    const doubt = guard.doubt();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await hasPassed(doubt)).toBe(false);
    await vi.advanceTimersByTimeAsync(1_500);
    expect(await hasPassed(doubt)).toBe(true);
    guard.stop();
  });

  it('that was only slow is not asked: a stall of a second is no sleep', async () => {
    const { guard, log, sleep } = asleepAndAwake(async () => true);
    for (let n = 0; n < 5; n += 1) {
      sleep(1_000);
      await vi.advanceTimersByTimeAsync(250);
    }
    expect([guard.doubt(), log.lines]).toEqual([undefined, []]);
    guard.stop();
  });
});
