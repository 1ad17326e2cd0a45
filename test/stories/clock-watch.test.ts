import { expect, it } from 'vitest';
import { createClockWatch } from '../../src/app/clock-watch.ts';
import { keepLog } from '../support/log.ts';

function watchOver(): { watch: ReturnType<typeof createClockWatch>; clock: { own: number; store: number; tripMs: number } } {
  const clock = { own: 1_000_000, store: 1_000_000, tripMs: 10 };
  const askStore = async (): Promise<number> => {
    clock.own += clock.tripMs;
    return clock.store + clock.tripMs / 2;
  };
  return { clock, watch: createClockWatch({ askStore, now: () => clock.own, log: keepLog() }) };
}

it('a clock that agrees with the store’s, however long the question takes within reason, is no trouble', async () => {
  const { clock, watch } = watchOver();
  await watch.look();
  clock.store = clock.own;
  clock.tripMs = 900;
  await watch.look();
  expect(watch.trouble()).toEqual([]);
});

it('a clock more than a second off is told, with how much, until it agrees again', async () => {
  const { clock, watch } = watchOver();
  clock.store = clock.own - 5_000;
  await watch.look();
  expect(watch.trouble()).toEqual(['the clock of this server is 5000 ms off PostgreSQL\'s: let both machines follow one time server']);
  clock.store = clock.own;
  await watch.look();
  expect(watch.trouble()).toEqual([]);
});

it('an answer that took too long tells nothing', async () => {
  const { clock, watch } = watchOver();
  clock.store = clock.own - 5_000;
  clock.tripMs = 3_000;
  await watch.look();
  expect(watch.trouble()).toEqual([]);
});
