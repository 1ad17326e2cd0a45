/**
 * PostgreSQL broke a connection: it may have crashed, and lost what was not flushed. What this process has saved lately is written
 * again, and calls that had ended are put into the history once more: an ended call must not stand among the live ones.
 */
import type { Log } from '../log.ts';

const RETRY_MS = 500;

export interface CrashRepair {
  /** Never throws, never waits. Asked for again while it runs, it runs once more. */
  ask(): void;
  stop(): void;
}

export interface CrashRepairDeps {
  readonly restoreFacts: () => Promise<void>;
  readonly finishAgain: () => Promise<void>;
  readonly pause: (ms: number) => Promise<void>;
  readonly log: Log;
}

export function createCrashRepair(deps: CrashRepairDeps): CrashRepair {
  let isAsked = false;
  let isRunning = false;
  let isStopped = false;
  const run = async (): Promise<void> => {
    isRunning = true;
    while (isAsked && !isStopped) {
      isAsked = false;
      try {
        await deps.restoreFacts();
        await deps.finishAgain();
        deps.log.info({}, 'what the store may have lost is written again');
      } catch {
        // It is still away; whoever needs it says so.
        isAsked = true;
        await deps.pause(RETRY_MS);
      }
    }
    isRunning = false;
  };
  return {
    ask: () => {
      isAsked = true;
      if (!isRunning) void run();
    },
    stop: () => {
      isStopped = true;
    },
  };
}
