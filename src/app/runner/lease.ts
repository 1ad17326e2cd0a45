/** Ownership of this node's calls: taken once, renewed each second. Who finds the epoch raised has been followed by another. */
import type { Log } from '../log.ts';
import type { OwnershipStore } from '../ports.ts';

const TTL_MS = 5_000;
const RENEW_EVERY_MS = 1_000;

export interface Lease {
  /** Raises the epoch; whoever had it can no longer save. */
  take(): Promise<number>;
  stop(): void;
}

export interface LeaseDeps {
  readonly node: string;
  readonly owner: string;
  readonly ownership: OwnershipStore;
  readonly log: Log;
  readonly onLost: () => void;
}

export function createLease(deps: LeaseDeps): Lease {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const renew = async (epoch: number): Promise<void> => {
    try {
      const isOurs = await deps.ownership.renew(deps.node, epoch, TTL_MS);
      if (!isOurs && !isStopped) deps.onLost();
    } catch (error) {
      // The store is away: saving is refused there, and the runner knows what callers hear meanwhile.
      deps.log.warn({ err: error }, 'lease could not be renewed');
    }
  };
  return {
    take: async () => {
      const { epoch } = await deps.ownership.acquire(deps.node, deps.owner);
      timer = setInterval(() => void renew(epoch), RENEW_EVERY_MS);
      return epoch;
    },
    stop: () => {
      isStopped = true;
      clearInterval(timer);
    },
  };
}
