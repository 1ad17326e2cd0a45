/**
 * Finds in the store what is due and asks for it again: jobs lost with a flushed Redis, calls whose end nobody told. It only adds
 * jobs (the same id is the same job), so any number of sweepers may run.
 */
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { JobQueue } from '../ports.ts';
import { createRounds } from '../rounds.ts';
import type { SealFiles, SealStore } from '../recordings/ports.ts';
import type { CaseStore } from './ports.ts';

export interface SweeperDeps {
  readonly cases: Pick<CaseStore, 'due'>;
  readonly recordings: Pick<SealStore, 'due'>;
  readonly files: Pick<SealFiles, 'listRaw'>;
  readonly jobs: JobQueue;
  readonly clock: Clock;
  readonly log: Log;
  readonly everyMs?: number;
}

export interface Sweeper {
  start(): void;
  /** One look now. Never rejects. Returns how many jobs were asked for. */
  sweep(): Promise<number>;
  stop(): void;
}

/**
 * The bound of what a death leaves behind: a job that was running is taken up again within 20 s (adapters/redis), one that Redis does not
 * have any more within 35 s (SEAL_AFTER_MS and one interval), however often workers die: each that starts looks at once.
 */
const EVERY_MS = 30_000;
const LIMIT = 500;
/** The call itself asks for sealing at its end; only what is older was lost. */
const SEAL_AFTER_MS = 5_000;
/** Raw files that the store says nothing of: a seal that died before it let its raw file go, a recording found late. */
const LEFTOVERS = 200;
const LEFTOVER_AFTER_MS = 60_000;

export function createSweeper(deps: SweeperDeps): Sweeper {
  const { jobs, log } = deps;

  const addAll = async (name: 'callback-attempt' | 'seal-recording', ids: Iterable<string>): Promise<number> => {
    let added = 0;
    for (const id of ids) {
      await jobs.add({ name, id });
      added += 1;
    }
    return added;
  };

  const look = async (): Promise<number> => {
    const cases = await deps.cases.due({ at: deps.clock.now(), businessAt: deps.clock.businessNow(), limit: LIMIT });
    const recordings = await deps.recordings.due({ endedBefore: deps.clock.now() - SEAL_AFTER_MS, limit: LIMIT });
    const asked = (await addAll('callback-attempt', cases)) + (await addAll('seal-recording', recordings));
    // Last, for a folder that is away must not keep the rest from being asked for.
    const leftovers = await deps.files.listRaw({ quietSince: deps.clock.now() - LEFTOVER_AFTER_MS, limit: LEFTOVERS });
    const sealed = new Set(recordings);
    const added = asked + (await addAll('seal-recording', leftovers.filter((id) => !sealed.has(id))));
    if (added > 0) log.info({ cases: cases.length, recordings: recordings.length, leftovers: leftovers.length }, 'sweeper asked for work that is due');
    return added;
  };

  const { round: sweep, start, stop } = createRounds({ look, failed: 0, fault: 'sweep failed, the next one tries again', everyMs: deps.everyMs ?? EVERY_MS, log });
  return { start, sweep, stop };
}
