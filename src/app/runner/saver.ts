/**
 * Saves steps, in three lanes that keep nobody of another waiting: what must be on the disk before it counts, calls that end, and all
 * the rest, where a key press waits for its answer. What arrives while a lane's statement is under way goes together in its
 * next one, no timer. A call has one step under way at a time (its mailbox), so lanes cannot overtake each other within a
 * call. While the store is away nothing is lost here: steps wait, the runner is told.
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

interface SaverDeps {
  readonly store: Pick<CallStore, 'save'>;
  readonly log: Log;
  readonly pause?: (ms: number) => Promise<void>;
}

interface SaveLane {
  put(one: Waiting): void;
  stop(): void;
}

/** One statement at a time, with all that waits. `tell` hears whether the store is away for this lane. */
function createSaveLane(deps: Required<SaverDeps>, tell: (isAway: boolean) => void): SaveLane {
  const waiting: Waiting[] = [];
  let isRunning = false;
  let isStopped = false;

  const saveBatch = async (batch: readonly Waiting[]): Promise<void> => {
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
          await deps.pause(retryMs);
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
    while (waiting.length > 0 && !isStopped) await saveBatch(waiting.splice(0, MAX_BATCH));
    isRunning = false;
  };

  return {
    put: (one) => {
      waiting.push(one);
      void run();
    },
    stop: () => {
      isStopped = true;
    },
  };
}

type LaneName = 'flushed' | 'ending' | 'ordinary';
const laneOf = ({ flushed, endedAt }: SavedStep): LaneName => (flushed ? 'flushed' : endedAt === undefined ? 'ordinary' : 'ending');

export function createSaver({ store, log, pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms)) }: SaverDeps): Saver {
  const away = new Set<LaneName>();
  const listeners: ((isDegraded: boolean) => void)[] = [];
  const teller = (name: LaneName) => (isAway: boolean): void => {
    const before = away.size > 0;
    if (isAway) away.add(name);
    else away.delete(name);
    const now = away.size > 0;
    if (before === now) return;
    log.warn({ degraded: now }, 'store availability changed');
    for (const listener of listeners) listener(now);
  };
  const open = (name: LaneName): SaveLane => createSaveLane({ store, log, pause }, teller(name));
  const lanes: Record<LaneName, SaveLane> = { flushed: open('flushed'), ending: open('ending'), ordinary: open('ordinary') };

  return {
    save: (step) => new Promise((settle) => {
      lanes[laneOf(step)].put({ step, settle });
    }),
    isDegraded: () => away.size > 0,
    onDegraded: (listener) => {
      listeners.push(listener);
    },
    stop: () => {
      for (const lane of Object.values(lanes)) lane.stop();
    },
  };
}
