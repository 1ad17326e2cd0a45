/** Ownership of this node's calls: taken once, renewed each second. Who finds the epoch raised has been followed by another. */
import type { Log } from '../log.ts';
import type { OwnershipStore } from '../ports.ts';

const TTL_MS = 5_000;
const RENEW_EVERY_MS = 1_000;

export interface Lease {
  /** Raises the epoch; whoever had it can no longer save. */
  take(): Promise<number>;
  /** Renews it now: whether it is still ours. Rejects while the store is away. */
  confirm(): Promise<boolean>;
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
  let epoch = 0;
  const confirm = async (): Promise<boolean> => {
    const isOurs = await deps.ownership.renew(deps.node, epoch, TTL_MS);
    if (!isOurs && !isStopped) deps.onLost();
    return isOurs;
  };
  const renew = async (): Promise<void> => {
    try {
      await confirm();
    } catch (error) {
      // The store is away: saving is refused there, and the runner knows what callers hear meanwhile.
      deps.log.warn({ err: error }, 'lease could not be renewed');
    }
  };
  return {
    take: async () => {
      epoch = (await deps.ownership.acquire(deps.node, deps.owner)).epoch;
      timer = setInterval(() => void renew(), RENEW_EVERY_MS);
      return epoch;
    },
    confirm,
    stop: () => {
      isStopped = true;
      clearInterval(timer);
    },
  };
}
