/**
 * `JobWorkers` over BullMQ: runs the processors, each name in a queue of its own.
 *
 * A worker that dies in the middle of a job leaves it active, and while it is, who asks for it again gets nothing new. So the job must be
 * found: by any worker that lives, 20 s after the death at the latest. Its lock goes after LOCK_MS; a look notes what is active, the next one
 * takes back what it noted and finds without a lock. Each look forbids others until LOOK_MS have passed on Redis's clock, so one that comes a
 * millisecond early does nothing: each of the two may cost two intervals. Library defaults (30 s and 30 s) would make that 90 s and more.
 */
import { Queue, Worker, type Job } from 'bullmq';
import type { Redis } from 'ioredis';
import type { JobName, JobProcessors, JobResult, JobWorkers } from '../../app/callbacks/jobs.ts';
import { connect, within, type RedisAddress } from './connection.ts';
import { jobNames, jobOptions, prefix, type JobData } from './queues.ts';

const CONCURRENCY: Readonly<Record<JobName, number>> = { 'callback-attempt': 4, 'seal-recording': 2 };
/** Renewed at half of it. A loop that stands still for longer loses the job to another worker: it is done twice, and the second finds it done. */
const LOCK_MS = 10_000;
const LOOK_MS = 4_000;
/** So often it is taken up again. More often, the job itself is the trouble: it is dropped, and the sweeper asks anew after its interval. */
const MAX_STALLED = 5;
const CLOSE_BOUND_MS = 1_000;

interface Running {
  readonly worker: Worker<JobData, JobResult>;
  readonly queue: Queue<JobData>;
}

export interface JobWorkersOptions extends RedisAddress {
  readonly lockMs?: number;
  readonly lookMs?: number;
}

export function createJobWorkers({ lockMs = LOCK_MS, lookMs = LOOK_MS, ...address }: JobWorkersOptions): JobWorkers {
  const { log } = address;
  let connection: Redis | undefined;
  let running: readonly Running[] = [];

  const run = (name: JobName, process: (id: string) => Promise<JobResult>, shared: Redis): Running => {
    const queue = new Queue<JobData>(name, { connection: shared, prefix });
    const worker = new Worker<JobData, JobResult>(name, (job) => process(job.data.id), {
      connection: shared, prefix, concurrency: CONCURRENCY[name], maxStalledCount: MAX_STALLED, lockDuration: lockMs, stalledInterval: lookMs,
    });
    queue.on('error', () => undefined);
    worker.on('error', (error) => log.debug({ err: error, job: name }, 'job worker was disturbed'));
    worker.on('stalled', (jobId) => log.warn({ job: name, jobId }, 'a worker died in a job, it is taken up again'));
    worker.on('failed', (job, error) => log.warn({ err: error, job: name, id: job?.data.id, tries: job?.attemptsMade }, 'job failed'));
    /**
     * Only once it is done, for what was asked while it ran comes first: that is a waiting job by now, and this one is the same job.
     */
    worker.on('completed', (job: Job<JobData>, result: JobResult) => {
      if (result === 'done') return;
      const { id } = job.data;
      queue.add(name, { id }, jobOptions(id, result.laterMs)).catch((error: unknown) => {
        log.warn({ err: error, job: name, id }, 'job could not be planned again, the sweeper will find it');
      });
    });
    return { worker, queue };
  };

  return {
    start: (processors: JobProcessors) => {
      const shared = connect(address, 'patient', 'workers');
      connection = shared;
      running = jobNames.map((name) => run(name, processors[name], shared));
    },
    stop: async (waitMs) => {
      await Promise.all(running.map(({ worker }) => within(waitMs, worker.close()).catch(() => undefined)));
      connection?.disconnect();
      await Promise.all(
        running.flatMap(({ worker, queue }) => [worker.close(true), queue.close()].map((closing) => within(CLOSE_BOUND_MS, closing).catch(() => undefined))),
      );
      running = [];
    },
  };
}
