/** How fast each queue is served while callers wait: measured by the matcher as it offers, kept in the store for the estimates of all servers. */
import { paceAfter, type Pace } from '../../core/waiting/estimate.ts';
import type { MatchStore } from '../ports.ts';

export interface QueuePaces {
  /** A caller of the queue was offered; `waiting` counts those of each queue, and hers is one less now. */
  offered(queue: string, waiting: Map<string, number>, at: number): void;
  /** Now and then: writes what has changed. */
  keep(at: number): Promise<void>;
}

const KEEP_EVERY_MS = 5_000;

export function createQueuePaces(store: Pick<MatchStore, 'readPaces' | 'keepPaces'>): QueuePaces {
  const paces = new Map<string, Pace>();
  /** When somebody was taken last, and somebody else went on waiting. */
  const runningSince = new Map<string, number>();
  const changed = new Set<string>();
  let keptAt: number | null = null;
  return {
    offered: (queue, waiting, at) => {
      const left = (waiting.get(queue) ?? 1) - 1;
      waiting.set(queue, left);
      const since = runningSince.get(queue);
      if (since !== undefined) {
        paces.set(queue, paceAfter(paces.get(queue) ?? null, at - since));
        changed.add(queue);
      }
      if (left > 0) runningSince.set(queue, at);
      else runningSince.delete(queue);
    },
    keep: async (at) => {
      if (keptAt === null) for (const [queue, pace] of await store.readPaces()) if (!paces.has(queue)) paces.set(queue, pace);
      if (keptAt !== null && at - keptAt < KEEP_EVERY_MS) return;
      keptAt = at;
      const wanted = new Map([...changed].flatMap((queue) => (paces.has(queue) ? [[queue, paces.get(queue) as Pace] as const] : [])));
      if (wanted.size === 0) return;
      await store.keepPaces(wanted, at);
      for (const [queue, pace] of wanted) if (paces.get(queue) === pace) changed.delete(queue);
    },
  };
}
