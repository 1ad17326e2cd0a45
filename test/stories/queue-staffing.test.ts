import { describe, expect, it } from 'vitest';
import type { QueueReads, SetQueue } from '../../src/app/queues/ports.ts';
import { createStaffingWatch } from '../../src/app/queues/staffing.ts';
import { PLAIN_RULES } from '../../src/core/waiting/rules.ts';

describe('the complaint line in business hours [C-19]', () => {
  const complaint: SetQueue = { name: 'complaint', isWatched: true, rules: { ...PLAIN_RULES, calendar: 'service' } };
  function watched() {
    const now = { staffed: 1, skilled: 3, isOpen: true, at: 1_000 };
    const [notes, errors]: [unknown[], unknown[]] = [[], []];
    const reads: QueueReads = {
      all: async () => [complaint], staffed: async () => now.staffed, skilled: async () => now.skilled,
      note: async ({ kind, forMs }) => void notes.push([kind, forMs]),
    };
    const log = { debug: () => {}, info: () => {}, warn: () => {}, error: (ids: object) => void errors.push(ids) };
    const watch = createStaffingWatch({ reads, queues: () => [complaint, { ...complaint, name: 'general', isWatched: false }], isOpen: () => now.isOpen, clock: { now: () => now.at, businessNow: () => now.at }, log });
    return { now, notes, errors, watch };
  }

  it('with nobody signed in raises one alarm, however often it is looked, and says when it is over', async () => {
    const { now, notes, errors, watch } = watched();
    await watch.look();
    expect([notes, watch.unstaffed()]).toEqual([[], []]);
    now.staffed = 0;
    await watch.look();
    await watch.look();
    expect(notes).toEqual([['queue-unstaffed', 0]]);
    expect(errors).toEqual([{ queue: 'complaint', hasNobody: false }]);
    expect(watch.unstaffed()).toEqual([{ queue: 'complaint', sinceAt: 1_000, hasNobody: false }]);
    Object.assign(now, { staffed: 1, at: 61_000 });
    await watch.look();
    expect([notes.at(-1), watch.unstaffed()]).toEqual([['queue-staffed-again', 60_000], []]);
  });

  it('outside its hours is no alarm; a skill that nobody has is told as that', async () => {
    const { now, notes, errors, watch } = watched();
    Object.assign(now, { staffed: 0, isOpen: false, skilled: 0 });
    await watch.look();
    expect(notes).toEqual([]);
    now.isOpen = true;
    await watch.look();
    expect(errors).toEqual([{ queue: 'complaint', hasNobody: true }]);
  });
});
