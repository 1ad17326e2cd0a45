/**
 * Saves steps. What arrives while a statement is under way goes together in the next one, no timer. A batch never mixes
 * flushed and unflushed steps. While the store is away nothing is lost here: steps wait, the runner is told.
 */
import type { Log } from '../log.ts';
import type { CallStore, SavedStep, SaveResult } from '../ports.ts';

const RETRY_FIRST_MS = 50;
const RETRY_MAX_MS = 1_000;
/** The store away for longer than this is `degraded` (docs/architecture.md). */
const DEGRADED_AFTER_MS = 1_000;
const MAX_BATCH = 64;

interface Waiting {
  readonly step: SavedStep;
  readonly settle: (result: SaveResult) => void;
}

export interface Saver {
  save(step: SavedStep): Promise<SaveResult>;
  isDegraded(): boolean;
  /** Called with every change between the two. */
  onDegraded(listener: (isDegraded: boolean) => void): void;
  stop(): void;
}

export function createSaver(deps: { store: CallStore; log: Log; pause?: (ms: number) => Promise<void> }): Saver {
  const pause = deps.pause ?? ((ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)));
  let waiting: Waiting[] = [];
  let isRunning = false;
  let isDegraded = false;
  let isStopped = false;
  const listeners: ((isDegraded: boolean) => void)[] = [];

  const tell = (now: boolean): void => {
    if (isDegraded === now) return;
    isDegraded = now;
    deps.log.warn({ degraded: now }, 'store availability changed');
    for (const listener of listeners) listener(now);
  };

  const takeBatch = (): Waiting[] => {
    const isFlushed = waiting[0]?.step.flushed ?? false;
    const batch = waiting.filter((one) => one.step.flushed === isFlushed).slice(0, MAX_BATCH);
    const taken = new Set(batch);
    waiting = waiting.filter((one) => !taken.has(one));
    return batch;
  };

  const saveBatch = async (batch: Waiting[]): Promise<void> => {
    let retryMs = RETRY_FIRST_MS;
    const degradeTimer = setTimeout(() => tell(true), DEGRADED_AFTER_MS);
    try {
      while (!isStopped) {
        try {
          const results = await deps.store.save(batch.map((one) => one.step));
          tell(false);
          batch.forEach((one, index) => one.settle(results[index] ?? 'bad'));
          return;
        } catch (error) {
          deps.log.error({ err: error, steps: batch.length }, 'steps could not be saved, trying again');
          await pause(retryMs);
          retryMs = Math.min(RETRY_MAX_MS, retryMs * 2);
        }
      }
    } finally {
      clearTimeout(degradeTimer);
    }
  };

  const run = async (): Promise<void> => {
    if (isRunning) return;
    isRunning = true;
    while (waiting.length > 0 && !isStopped) await saveBatch(takeBatch());
    isRunning = false;
  };

  return {
    save: (step) =>
      new Promise((resolve) => {
        waiting.push({ step, settle: resolve });
        void run();
      }),
    isDegraded: () => isDegraded,
    onDegraded: (listener) => {
      listeners.push(listener);
    },
    stop: () => {
      isStopped = true;
    },
  };
}
