/** BullMQ's side of a job name: one queue each, so that long sealing never holds up a callback. */
import type { JobName } from '../../app/callbacks/jobs.ts';

export const jobNames = ['callback-attempt', 'seal-recording'] as const satisfies readonly JobName[];
export const prefix = 'hotline';

/** A job holds one id and nothing else. */
export interface JobData {
  readonly id: string;
}

/**
 * One job per id: asked for again while it waits, it is the same job (moved to the new time while it is delayed); asked for while it
 * runs, it runs once more afterwards, for the run may have looked already.
 */
export const jobOptions = (id: string, delayMs: number) => ({
  delay: Math.max(0, Math.round(delayMs)),
  deduplication: { id, reschedule: true, keepLastIfActive: true },
  attempts: 4,
  backoff: { type: 'exponential' as const, delay: 1_000 },
  removeOnComplete: true,
  // The rows say what is still due; a job that failed for good must not stand in the way of the sweeper's next one.
  removeOnFail: true,
});
