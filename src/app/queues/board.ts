/**
 * The rules of the queues, by name. Read from the store every few seconds, so that all servers go by what the firm set without a
 * restart; while the store is away the last that was read holds.
 */
import type { QueueRules } from '../../core/waiting/rules.ts';
import type { QueueReads, SetQueue } from './ports.ts';

export interface QueueBoard {
  /** null: there is no such queue. */
  of(name: string): QueueRules | null;
  all(): readonly SetQueue[];
  refresh(): Promise<void>;
  /** When the reading began that these rules are from, epoch ms; 0: never. */
  readAt(): number;
}

export function createQueueBoard(reads: Pick<QueueReads, 'all'>, now: () => number): QueueBoard {
  let readAt = 0;
  let queues: readonly SetQueue[] = [];
  let byName = new Map<string, QueueRules>();
  return {
    of: (name) => byName.get(name) ?? null,
    all: () => queues,
    readAt: () => readAt,
    refresh: async () => {
      const begunAt = now();
      try {
        queues = await reads.all();
        byName = new Map(queues.map(({ name, rules }) => [name, rules]));
        readAt = begunAt;
      } catch {
        // The store says itself that it is away.
      }
    },
  };
}
