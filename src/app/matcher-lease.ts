/** The matcher's lease in one process: who holds it matches. It only saves work, so one that still runs may be renewed beside the work. */
import type { Clock } from './clock.ts';
import type { Log } from './log.ts';
import type { MatchStore } from './ports.ts';

const LEASE_TTL_MS = 3_000;

export interface MatcherLeaseDeps {
  readonly owner: string;
  readonly store: Pick<MatchStore, 'holdLease'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
}

/** Asks whether this process may match now; nobody waits for a seat the longer for a renewal. */
export function createMatcherLease(deps: MatcherLeaseDeps): () => Promise<boolean> {
  let until = 0;
  let renewing: Promise<boolean> | null = null;

  const renew = async (): Promise<boolean> => {
    const now = deps.clock.now();
    const isHeld = await deps.store.holdLease(deps.owner, LEASE_TTL_MS);
    until = isHeld ? now + LEASE_TTL_MS : 0;
    return isHeld;
  };

  return async () => {
    const now = deps.clock.now();
    if (now < until - LEASE_TTL_MS / 2) return true;
    renewing ??= renew().finally(() => { renewing = null; });
    if (now >= until) return renewing;
    renewing.catch((error: unknown) => deps.log.warn({ err: error }, 'lease of matching could not be renewed'));
    return true;
  };
}
