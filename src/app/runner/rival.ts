/**
 * Another process has opened our application. Whose the calls are the lease says, not the socket: who stands in for us (compose/guests.ts)
 * may come late, when we are back already. Ours: the application is taken back. Not ours, not to be known in time, or again within a
 * minute (somebody who does not know our store goes by our name): we command nothing any more.
 */
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Telephony } from '../ports.ts';
import type { Lease } from './lease.ts';

/** Below the time for which telephony keeps commands back. */
const ASK_BOUND_MS = 1_500;
const AGAIN_WITHIN_MS = 60_000;

export interface RivalDeps {
  readonly lease: Pick<Lease, 'confirm'>;
  readonly telephony: Pick<Telephony, 'takeBack'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly pause: (ms: number) => Promise<void>;
  readonly log: Log;
  readonly onDeposed: (why: 'replaced') => void;
}

/** Runs at each word that we were replaced. */
export function createRivalJudge({ lease, telephony, clock, pause, log, onDeposed }: RivalDeps): () => Promise<void> {
  let takenBackAt = Number.NEGATIVE_INFINITY;
  return async () => {
    const isOurs = await Promise.race([lease.confirm().catch(() => null), pause(ASK_BOUND_MS).then(() => null)]);
    // Who has lost the lease is told so by it.
    if (isOurs === false) return;
    const isAgain = clock.now() - takenBackAt < AGAIN_WITHIN_MS;
    if (isOurs === null || isAgain || telephony.takeBack?.() !== true) return onDeposed('replaced');
    takenBackAt = clock.now();
    log.warn({}, 'another process opened our application, and the calls are ours: it is taken back');
  };
}
