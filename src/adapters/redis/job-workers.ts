/** `JobWorkers` over BullMQ: runs the processors, each name in a queue of its own. */
import { Queue, Worker, type Job } from 'bullmq';
import type { Redis } from 'ioredis';
import type { JobName, JobProcessors, JobResult, JobWorkers } from '../../app/callbacks/jobs.ts';
import { connect, within, type RedisAddress } from './connection.ts';
import { jobNames, jobOptions, prefix, type JobData } from './queues.ts';

const CONCURRENCY: Readonly<Record<JobName, number>> = { 'callback-attempt': 4, 'seal-recording': 2 };
/** A worker that died leaves its jobs; they are taken up again. More often than this the job itself is the trouble. */
const MAX_STALLED = 5;
const CLOSE_BOUND_MS = 1_000;

interface Running {
  readonly worker: Worker<JobData, JobResult>;
  readonly queue: Queue<JobData>;
}

export function createJobWorkers(address: RedisAddress): JobWorkers {
  const { log } = address;
  let connection: Redis | undefined;
  let running: readonly Running[] = [];

  const run = (name: JobName, process: (id: string) => Promise<JobResult>, shared: Redis): Running => {
    const queue = new Queue<JobData>(name, { connection: shared, prefix });
    const worker = new Worker<JobData, JobResult>(name, (job) => process(job.data.id), {
      connection: shared, prefix, concurrency: CONCURRENCY[name], maxStalledCount: MAX_STALLED,
    });
    queue.on('error', () => undefined);
    worker.on('error', (error) => log.debug({ err: error, job: name }, 'job worker was disturbed'));
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
