/**
 * Facts become events, some moments after they were written. Whoever looks holds the stream's lock, so that several workers number
 * as one. A fact that comes late (the store was away) is found by the wide look, and gets the next number like any other.
 */
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { RECORDING_SUBJECT } from '../recordings/fact.ts';
import type { Wakeups } from '../ports.ts';
import { createRounds } from '../rounds.ts';
import { eventOfFact, toldKinds } from './event-of-fact.ts';
import type { EventStore, FactRow, NewEvent } from './event-ports.ts';

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
/** Every so many rounds the look is wide; the first one is, for what happened while no worker was there. */
const WIDE_ROUNDS = 200;
const LIMIT = 1_000;
const ASK_EVERY_MS = 5_000;
const KEPT_MS = 7 * 24 * 3_600_000;

export function tell({ callId, subject, seq, at, fact }: FactRow): NewEvent | null {
  const words = eventOfFact(subject, fact);
  if (words === null) return null;
  const about = aboutOf({ callId, subject }, words.data);
  return { id: `${callId ?? '-'}.${subject}.${seq}`, type: words.type, subject: about.subject, at, data: about.data };
}

/** A call, a seat, or the call of a recording. */
function aboutOf({ callId, subject }: Pick<FactRow, 'callId' | 'subject'>, data: NewEvent['data']): Pick<NewEvent, 'subject' | 'data'> {
  if (subject === 'call' && callId !== null) return { subject: callId, data: { callId, ...data } };
  if (subject.startsWith(RECORDING_SUBJECT)) return { subject: String(data['callId']), data };
  return { subject, data: { seatId: subject, ...data } };
}

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
    return isOn;
  }

  const look = async (): Promise<number> => {
    if (!(await areOthersThere())) return 0;
    const isWide = rounds % WIDE_ROUNDS === 0;
    const since = clock.now() - (isWide ? WIDE_MS : NEAR_MS);
    let sum = 0;
    for (let added = LIMIT; added === LIMIT; sum += added) added = await events.append({ kinds: toldKinds, since, limit: LIMIT, tell });
    if (sum > 0) wakeups.send('stream', EVENT_WAKE);
    if (isWide) await events.trim(clock.now() - KEPT_MS);
    rounds += 1;
    return sum;
  };
  // A round comes to how many events were added.
  return createRounds({ look, failed: 0, fault: 'events could not be written, the next round tries again', everyMs, log });
}
