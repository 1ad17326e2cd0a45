/**
 * The worker's work: dial attempts of callbacks, sealing of recordings, and the sweeper behind both. compose.ts gives it
 *
 *   cases       createCaseStore(database)                                       adapters/postgres/case-store.ts
 *   recordings  createSealStore(database)                                       adapters/postgres/seal-store.ts
 *   files       createSealFiles({ recordingsDir, sealedDir, sealKey })          adapters/files/seal-files.ts
 *   workers     createJobWorkers({ redisUrl, log })                             adapters/redis/job-workers.ts
 *   jobs        createJobQueue({ redisUrl, log })                               adapters/redis/job-queue.ts
 *   wakeups     createWakeups({ redisUrl, log })                                adapters/redis/wakeups.ts
 *   clock, log, rules (DEFAULT_CALLBACK_RULES), queue 'callback', callerDnis (config.dnis)
 *
 * and keeps the business clock refreshed (app/business-clock.ts): the calling window goes by it.
 */
import type { CallbackRules } from '../../core/callback/rules.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { JobQueue, Wakeups } from '../ports.ts';
import type { SealFiles, SealStore } from '../recordings/ports.ts';
import { createSealRecording } from '../recordings/seal.ts';
import { createProcessors, type JobWorkers } from './jobs.ts';
import type { CaseStore } from './ports.ts';
import { createProgressCase } from './progress.ts';
import { createSweeper } from './sweeper.ts';

export interface WorkerRoleDeps {
  readonly cases: CaseStore;
  readonly recordings: SealStore;
  readonly files: SealFiles;
  readonly workers: JobWorkers;
  readonly jobs: JobQueue;
  readonly wakeups: Wakeups;
  readonly clock: Clock;
  readonly log: Log;
  readonly rules: CallbackRules;
  readonly queue: string;
  readonly callerDnis: string;
  /** Default 30 s. */
  readonly sweepEveryMs?: number;
}

export interface WorkerRole {
  /** Returns at once; waits for neither Redis nor the store. */
  start(): void;
  /** One look for work that is due, now. */
  sweep(): Promise<number>;
  /** Lets the jobs that run come to their end, at most 3 s: what is cut off is done again. */
  stop(): Promise<void>;
}

const STOP_WAIT_MS = 3_000;

export function createWorkerRole(deps: WorkerRoleDeps): WorkerRole {
  const { jobs, log, clock } = deps;
  const progress = createProgressCase(deps);
  const seal = createSealRecording({ store: deps.recordings, files: deps.files, clock, log });
  const processors = createProcessors({ progress, seal, jobs, log });
  const { cases, recordings, files } = deps;
  const every = deps.sweepEveryMs === undefined ? {} : { everyMs: deps.sweepEveryMs };
  const sweeper = createSweeper({ cases, recordings, files, jobs, clock, log, ...every });
  return {
    start: () => {
      deps.workers.start(processors);
      sweeper.start();
    },
    sweep: sweeper.sweep,
    stop: async () => {
      sweeper.stop();
      await deps.workers.stop(STOP_WAIT_MS);
    },
  };
}
