/**
 * The elected matcher (ACD): decides who is offered to whom, writes the offers, lets reservations and ACW run out. Many may
 * run; the lease only saves work, the compare-and-set in the store guards.
 */
import { pick } from '../core/match/pick.ts';
import type { WaitingEntry } from '../core/match/types.ts';
import { RESERVATION_MS } from '../core/seat/state.ts';
import type { Clock } from './clock.ts';
import { uuidV7 } from './ids.ts';
import type { Log } from './log.ts';
import { createMatcherLease } from './matcher-lease.ts';
import type { InboxRow, MatchStore, Wakeups } from './ports.ts';
import { createQueuePaces } from './queues/paces.ts';

const LOOK_EVERY_MS = 1_000;

export interface Matcher {
  start(): void;
  stop(): void;
}

export interface MatcherDeps {
  readonly owner: string;
  readonly store: MatchStore;
  readonly wakeups: Wakeups;
  /** The caller's own mailbox, if it is in this process, has the offer at once. false: its owner is to look. */
  readonly handOver: (offer: InboxRow) => boolean;
  readonly clock: Clock;
  readonly log: Log;
}

export function createMatcher(deps: MatcherDeps): Matcher {
  let isStopped = false;
  let isRunning = false;
  let asked: 'sweep' | 'match' | null = null;
  let timer: NodeJS.Timeout | undefined;

  const holdsLease = createMatcherLease(deps);
  const paces = createQueuePaces(deps.store);

  const round = async (): Promise<void> => {
    if (!(await holdsLease())) return;
    const { entries, seats } = await deps.store.read();
    if (entries.length === 0 || seats.length === 0) return;
    const matches = pick({ entries, seats, at: deps.clock.now(), businessAt: deps.clock.businessNow() });
    const left = countByQueue(entries);
    for (const match of matches) {
      const at = deps.clock.now();
      const reservationId = uuidV7(at);
      const offered = await deps.store.offer({ ...match, reservationId, expiresAt: at + RESERVATION_MS, at });
      deps.log.info({ callId: match.callId, seatId: match.seatId, isOurs: offered !== null }, 'seat offered');
      if (offered === null) {
        run('match');
        continue;
      }
      if (!deps.handOver(offered)) deps.wakeups.send('inbox', match.callId);
      paces.offered(match.decision.entry.queue, left, at);
    }
  };

  const sweep = async (): Promise<void> => {
    if (!(await holdsLease())) return;
    const swept = await deps.store.sweep(deps.clock.now());
    if (swept.nextDueAt !== null) arm(Math.max(10, swept.nextDueAt - deps.clock.now()));
    // Estimates only: a fault here is no reason to match nobody.
    await paces.keep(deps.clock.now()).catch((error: unknown) => deps.log.warn({ err: error }, 'paces of the queues could not be kept, tried again later'));
  };

  const arm = (afterMs: number): void => {
    clearTimeout(timer);
    if (!isStopped) timer = setTimeout(() => run('sweep'), Math.min(LOOK_EVERY_MS, afterMs));
  };

  const work = async (): Promise<void> => {
    isRunning = true;
    while (asked !== null && !isStopped) {
      const withSweep = asked === 'sweep';
      asked = null;
      try {
        if (withSweep) {
          arm(LOOK_EVERY_MS);
          await sweep();
        }
        await round();
      } catch (error) {
        deps.log.warn({ err: error }, 'matching failed, trying again');
      }
    }
    isRunning = false;
  };

  /** Asked while it runs: one more round follows. */
  const run = (what: 'sweep' | 'match'): void => {
    if (asked !== 'sweep') asked = what;
    if (!isRunning) void work();
  };

  return {
    start: () => {
      deps.wakeups.on('match', () => run('match'));
      deps.wakeups.on('due', () => run('sweep'));
      run('sweep');
    },
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

function countByQueue(entries: readonly WaitingEntry[]): Map<string, number> {
  const left = new Map<string, number>();
  for (const { queue } of entries) left.set(queue, (left.get(queue) ?? 0) + 1);
  return left;
}
