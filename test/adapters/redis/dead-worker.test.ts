/** Workers that die in the middle of a job (kill -9): it is taken up again, however often that happens. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { JobWorkers } from '../../../src/app/callbacks/jobs.ts';
import { createJobQueue, type RedisJobQueue } from '../../../src/adapters/redis/job-queue.ts';
import { createJobWorkers } from '../../../src/adapters/redis/job-workers.ts';
import { keepLog } from '../../support/log.ts';
import { startPrivateRedis, type PrivateRedis } from '../../support/private-redis.ts';
import { until } from '../../support/until.ts';

const HOLDER = path.join(import.meta.dirname, 'support/hold-a-job.ts');
const QUICK = { lockMs: 800, lookMs: 200 };
/** As the product has it: job-workers.ts promises 20 s; the rest is for a loaded machine. */
const BOUND_MS = 40_000;

let redis: PrivateRedis;
let queue: RedisJobQueue;
let workers: JobWorkers[];
beforeAll(async () => {
  redis = await startPrivateRedis();
});
afterAll(() => redis.remove());
beforeEach(async () => {
  redis.cli('flushall');
  workers = [];
  queue = createJobQueue({ redisUrl: redis.url, log: keepLog() });
  await until('redis is ready', async () => (await queue.check()).ready);
});
afterEach(async () => {
  await Promise.all(workers.map((one) => one.stop(500)));
  await queue.close();
});

/** A process takes the job and is killed while it has it. */
async function dieInJob({ lockMs, lookMs }: { lockMs: number; lookMs: number }): Promise<void> {
  const holder = spawn(process.execPath, [HOLDER, redis.url, String(lockMs), String(lookMs)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = once(holder, 'exit');
  let taken = '';
  holder.stdout.on('data', (text: Buffer) => {
    taken += text.toString();
  });
  try {
    await until('a process has the job', () => taken !== '', { deadlineMs: BOUND_MS });
  } finally {
    holder.kill('SIGKILL');
    await gone;
  }
}

function work(times: Partial<typeof QUICK> = {}) {
  const runs: string[] = [];
  const log = keepLog();
  const run = async (id: string): Promise<'done'> => {
    runs.push(id);
    return 'done';
  };
  const one = createJobWorkers({ redisUrl: redis.url, log, ...times });
  one.start({ 'callback-attempt': run, 'seal-recording': run });
  workers.push(one);
  return { runs, log };
}
const nothingLeft = () => until('nothing is left', () => !/:(\d+|wait|active)$/m.test(redis.cli('keys', 'hotline:seal-recording:*')));

describe('a worker dies in a job (field note 55)', () => {
  test('with the times of the product: the next one takes it up, without being asked again', { timeout: 3 * BOUND_MS }, async () => {
    await queue.add({ name: 'seal-recording', id: 'r1' });
    await dieInJob({ lockMs: 10_000, lookMs: 4_000 });
    const { runs, log } = work();
    await until('it is done', () => runs.length > 0, { deadlineMs: BOUND_MS });
    expect(runs).toEqual(['r1']);
    expect(log.has('a worker died in a job, it is taken up again')).toBe(true);
    await nothingLeft();
  });

  test('again and again: asked for once more, it is done', { timeout: 3 * BOUND_MS }, async () => {
    await queue.add({ name: 'seal-recording', id: 'r1' });
    // Once more than a job is taken up again by itself.
    for (let death = 0; death < 6; death += 1) await dieInJob(QUICK);
    const { runs, log } = work(QUICK);
    await until('it is dropped', () => log.has('job failed'), { deadlineMs: BOUND_MS });
    expect(runs).toEqual([]);
    // The sweeper's part: what was dropped does not stand in its way.
    await queue.add({ name: 'seal-recording', id: 'r1' });
    await until('it is done', () => runs.length > 0, { deadlineMs: BOUND_MS });
    await nothingLeft();
  });
});
