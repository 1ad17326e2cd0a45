/** Who waits for whom when steps are saved. */
import { expect, it } from 'vitest';
import type { SavedStep, SaveResult } from '../../../src/app/ports.ts';
import { createSaver } from '../../../src/app/runner/saver.ts';
import { storeFault } from '../../../src/adapters/postgres/fault.ts';
import { stepOf } from '../../support/call-state.ts';
import { pause, silentLog } from './fakes.ts';

const step = (callId: string, more: Partial<Pick<SavedStep, 'flushed' | 'endedAt'>> = {}): SavedStep => stepOf(callId, { version: 1, ...more });

/** A store whose statements end when the test says so. */
function slowStore() {
  const under: { callIds: string[]; answer: () => void; fail: () => void }[] = [];
  const save = (steps: readonly SavedStep[]): Promise<SaveResult[]> =>
    new Promise((resolve, reject) => {
      under.push({ callIds: steps.map(({ callId }) => callId), answer: () => resolve(steps.map(() => 'saved')), fail: () => reject(storeFault(new Error('away'))) });
    });
  return { under, save, ids: () => under.map(({ callIds }) => callIds) };
}

it('a step of a call waits neither for one that must be on the disk nor for a call that ends', () => {
  const store = slowStore();
  const saver = createSaver({ store, log: silentLog });
  void saver.save(step('talk', { flushed: true }));
  void saver.save(step('over', { endedAt: 1 }));
  void saver.save(step('key'));
  expect(store.ids()).toEqual([['talk'], ['over'], ['key']]);
});

it('what arrives while a statement of its lane is under way goes together in the next one', async () => {
  const store = slowStore();
  const saver = createSaver({ store, log: silentLog });
  const first = saver.save(step('a'));
  const rest = [saver.save(step('b')), saver.save(step('c'))];
  expect(store.ids()).toEqual([['a']]);
  store.under[0]?.answer();
  expect(await first).toBe('saved');
  await expect.poll(store.ids).toEqual([['a'], ['b', 'c']]);
  store.under[1]?.answer();
  expect(await Promise.all(rest)).toEqual(['saved', 'saved']);
});

it('is degraded while the store is away for any lane, and says each change once', async () => {
  const store = slowStore();
  const told: boolean[] = [];
  const saver = createSaver({ store, log: silentLog, pause: () => pause(0) });
  saver.onDegraded((isDegraded) => told.push(isDegraded));
  void saver.save(step('key'));
  void saver.save(step('over', { endedAt: 1 }));
  await expect.poll(() => saver.isDegraded(), { timeout: 5_000 }).toBe(true);
  for (const one of store.under.splice(0)) one.fail();
  await expect.poll(() => store.under.length).toBe(2);
  store.under[0]?.answer();
  await pause(0);
  expect(saver.isDegraded()).toBe(true);
  store.under[1]?.answer();
  await expect.poll(() => saver.isDegraded()).toBe(false);
  expect(told).toEqual([true, false]);
});
