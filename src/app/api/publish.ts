/**
 * Facts become events, some moments after they were written. Whoever looks holds the stream's lock, so that several workers number
 * as one. A fact that comes late (the store was away) is found by the wide look, and gets the next number like any other. The first
 * look goes back to the last one of any worker: what happened while none was there is told, however long that was.
 */
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Wakeups } from '../ports.ts';
import { createRounds } from '../rounds.ts';
import { eventOfFact, toldKinds } from './event-of-fact.ts';
import type { EventStore } from './event-ports.ts';

export interface PublisherDeps {
  readonly events: EventStore;
  /** Does anybody listen? Nobody: nothing is written. */
  readonly isWanted: () => Promise<boolean>;
  readonly wakeups: Pick<Wakeups, 'send'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  readonly everyMs?: number;
}

export const EVENT_WAKE = 'events';
const EVERY_MS = 300;
const NEAR_MS = 15_000;
const WIDE_MS = 30 * 60_000;
/** Every so many rounds the look is wide. */
const WIDE_ROUNDS = 200;
const LIMIT = 1_000;
const ASK_EVERY_MS = 5_000;
const KEPT_MS = 7 * 24 * 3_600_000;

export function createPublisher({ events, isWanted, wakeups, clock, log, everyMs = EVERY_MS }: PublisherDeps) {
  let rounds = 0;
  let isOn = false;
  let askAgainAt = -Infinity;

  /** Asked now and then: a token that is made now hears what happens from then on, and of the last half hour too. */
  async function areOthersThere(): Promise<boolean> {
    if (clock.now() < askAgainAt) return isOn;
    askAgainAt = clock.now() + ASK_EVERY_MS;
    const was = isOn;
    isOn = await isWanted();
    if (isOn && !was) rounds = 0;
    if (!isOn) await events.noteLook(null);
    return isOn;
  }
  async function wideSince(now: number): Promise<number> {
    const last = rounds === 0 ? await events.lookedUntil() : null;
    return Math.max(now - KEPT_MS, Math.min(now, last ?? now) - WIDE_MS);
  }

  const look = async (): Promise<number> => {
    if (!(await areOthersThere())) return 0;
    const isWide = rounds % WIDE_ROUNDS === 0;
    const now = clock.now();
    const since = isWide ? await wideSince(now) : now - NEAR_MS;
    let sum = 0;
    for (let added = LIMIT; added === LIMIT; sum += added) added = await events.append({ kinds: toldKinds, since, limit: LIMIT, tell: eventOfFact });
    if (sum > 0) wakeups.send('stream', EVENT_WAKE);
    if (isWide) {
      await events.noteLook(now);
      await events.trim(now - KEPT_MS);
    }
    rounds += 1;
    return sum;
  };
  // A round comes to how many events were added.
  return createRounds({ look, failed: 0, fault: 'events could not be written, the next round tries again', everyMs, log });
}
