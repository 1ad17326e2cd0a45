/** What the worker does with a job: it holds an id and nothing else. Run twice, the second run finds nothing to do. */
import type { Log } from '../log.ts';
import type { JobQueue } from '../ports.ts';
import type { SealRecording } from '../recordings/seal.ts';
import type { ProgressCase } from './progress.ts';

export type JobName = Parameters<JobQueue['add']>[0]['name'];

/** later: the same job again after so long. A fault is thrown: the queue tries again, and the sweeper after it. */
export type JobResult = 'done' | { readonly laterMs: number };
export type JobProcessors = Readonly<Record<JobName, (id: string) => Promise<JobResult>>>;

/** Given by adapters/redis: BullMQ workers over these processors. */
export interface JobWorkers {
  start(processors: JobProcessors): void;
  /** Waits for the jobs that run, at most so long. */
  stop(waitMs: number): Promise<void>;
}

export function createProcessors(deps: { progress: ProgressCase; seal: SealRecording; jobs: JobQueue; log: Log }): JobProcessors {
  return {
    'callback-attempt': async (caseId) => {
      const progress = await deps.progress(caseId);
      return progress.kind === 'over' ? 'done' : { laterMs: progress.forMs };
    },
    'seal-recording': async (recordingId) => {
      const outcome = await deps.seal(recordingId);
      switch (outcome.kind) {
        case 'later':
          return { laterMs: outcome.forMs };
        case 'unknown-recording':
          // The expectation is owed by the call and may come after the job; the sweeper finds it then.
          deps.log.warn({ recordingId }, 'recording is not in the ledger yet');
          return 'done';
        case 'sealed':
        case 'missing':
        case 'done':
          if (outcome.caseId !== null && outcome.kind !== 'done') await deps.jobs.add({ name: 'callback-attempt', id: outcome.caseId });
          return 'done';
        default:
          return outcome satisfies never;
      }
    },
  };
}
