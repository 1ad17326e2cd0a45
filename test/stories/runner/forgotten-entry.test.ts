import { describe, expect, it } from 'vitest';
import { performForQueue } from '../../../src/app/runner/perform-queue.ts';
import type { Mailbox } from '../../../src/app/runner/mailbox.ts';
import type { QueueStore } from '../../../src/app/ports.ts';
import type { Activity } from '../../../src/core/call/state.ts';
import { callState } from '../../support/call-state.ts';

const ENTRY = 's1.c1.q.4';
const waiting: Activity = { phase: 'waiting', entryId: ENTRY, queue: 'general', enteredAt: 77, place: 1, playbackId: null, offer: null };
const offer = { seatId: 's-1001', extension: '1001', reservationId: 'r', channelId: 's1.c1.seat.9', acwMs: 0, endpoint: '1001', isPage: false };

/** A queue that a crash of the store emptied. */
async function askPlace(activity: Activity) {
  const entries = new Map<string, Parameters<QueueStore['enter']>[0]>();
  const posted: unknown[] = [];
  const queue: QueueStore = {
    enter: async (entry) => (entries.set(entry.entryId, entry), true),
    place: async (entryId) => (entries.has(entryId) ? { place: 1, staffed: 2, pace: null } : null),
    leave: async () => undefined, giveBack: async () => undefined, settings: async () => null,
  };
  const woken: string[] = [];
  const mailbox = { callId: 'c1', state: () => callState('c1', { activity }), post: (event: unknown) => void posted.push(event) } as unknown as Mailbox;
  await performForQueue({ queue, keepPlace: async () => null, wakeups: { send: (topic) => void woken.push(topic), on: () => undefined } }, mailbox, { kind: 'ask-place', entryId: ENTRY, id: 1 });
  return { entries: [...entries.values()], posted, woken };
}

describe('a caller whose queue entry the store has forgotten', () => {
  it('is entered again with the old time when the place is asked next', async () => {
    const { entries, posted, woken } = await askPlace(waiting);
    expect(entries).toEqual([{ entryId: ENTRY, callId: 'c1', queue: 'general', enteredAt: 77, priority: 0, excludeSeries: [] }]);
    expect(posted).toEqual([{ kind: 'place-told', entryId: ENTRY, place: 1, staffed: 2, waitMs: 92_500 }]);
    expect(woken).toEqual(['match']);
  });

  it.each<[string, Activity]>([
    ['rings at a seat', { ...waiting, offer }],
    ['waits with another entry', { ...waiting, entryId: 's1.c1.q.30' }],
    ['is over', { phase: 'ended' }],
  ])('is left alone when the call %s', async (_name, activity) => {
    expect(await askPlace(activity)).toEqual({ entries: [], posted: [], woken: [] });
  });
});
