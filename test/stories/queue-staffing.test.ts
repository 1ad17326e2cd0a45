import { describe, expect, it } from 'vitest';
import type { QueueReads, SetQueue } from '../../src/app/queues/ports.ts';
import { createStaffingWatch } from '../../src/app/queues/staffing.ts';
import { PLAIN_RULES } from '../../src/core/waiting/rules.ts';

describe('the complaint line in business hours [C-19]', () => {
  const complaint: SetQueue = { name: 'complaint', isWatched: true, rules: { ...PLAIN_RULES, calendar: 'service' } };
  function watched() {
    const now = { staffed: 1, skilled: 3, isOpen: true, at: 1_000, isStoreAway: false };
    const [notes, errors]: [unknown[], unknown[]] = [[], []];
    const reads: QueueReads = {
      all: async () => [complaint], staffed: async () => now.staffed, skilled: async () => now.skilled,
      note: async ({ queue, kind, at }) => {
        if (now.isStoreAway) throw new Error('away');
        if (queue === 'complaint') notes.push([kind, at]);
      },
    };
    const log = { debug: () => {}, info: () => {}, warn: () => {}, error: (ids: object) => void errors.push(ids) };
    const watch = createStaffingWatch({ reads, queues: () => [complaint, { ...complaint, name: 'general', isWatched: false }], isOpen: () => now.isOpen, clock: { now: () => now.at, businessNow: () => now.at }, log });
    return { now, notes, errors, watch };
  }

  it('with nobody signed in raises one alarm, however often it is looked, and says when it is over', async () => {
    const { now, notes, errors, watch } = watched();
    await watch.look();
    expect([notes.splice(0), watch.unstaffed()]).toEqual([[['queue-staffed-again', 1_000]], []]);
    now.staffed = 0;
    await watch.look();
    await watch.look();
    expect(notes).toEqual([['queue-unstaffed', 1_000]]);
    expect(errors).toEqual([{ queue: 'complaint', hasNobody: false }]);
    expect(watch.unstaffed()).toEqual([{ queue: 'complaint', sinceAt: 1_000, hasNobody: false }]);
    Object.assign(now, { staffed: 1, at: 61_000 });
    await watch.look();
    expect([notes.at(-1), watch.unstaffed()]).toEqual([['queue-staffed-again', 61_000], []]);
  });

  it('outside its hours is no alarm; a skill that nobody has is told as that', async () => {
    const { now, notes, errors, watch } = watched();
    Object.assign(now, { staffed: 0, isOpen: false, skilled: 0 });
    await watch.look();
    expect(notes).toEqual([['queue-staffed-again', 1_000]]);
    now.isOpen = true;
    await watch.look();
    expect(errors).toEqual([{ queue: 'complaint', hasNobody: true }]);
  });

  it('a store that is away when it begins or ends is told later, once, with the time it began', async () => {
    const { now, notes, watch } = watched();
    await watch.look();
    notes.length = 0;
    Object.assign(now, { staffed: 0, isStoreAway: true, at: 5_000 });
    await expect(watch.look()).rejects.toThrow('away');
    expect(watch.unstaffed()).toMatchObject([{ queue: 'complaint', sinceAt: 5_000 }]);
    now.at = 9_000;
    await expect(watch.look()).rejects.toThrow('away');
    now.isStoreAway = false;
    await watch.look();
    await watch.look();
    expect(notes).toEqual([['queue-unstaffed', 5_000]]);
    Object.assign(now, { staffed: 2, isStoreAway: true, at: 20_000 });
    await expect(watch.look()).rejects.toThrow('away');
    Object.assign(now, { isStoreAway: false, at: 21_000 });
    await watch.look();
    expect(notes.slice(1)).toEqual([['queue-staffed-again', 21_000]]);
  });
});
