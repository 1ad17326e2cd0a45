import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { JobProcessors, JobResult, JobWorkers } from '../../../src/app/callbacks/jobs.ts';
import { createJobQueue, type RedisJobQueue } from '../../../src/adapters/redis/job-queue.ts';
import { createJobWorkers } from '../../../src/adapters/redis/job-workers.ts';
import { keepLog } from '../../support/log.ts';
import { startPrivateRedis, type PrivateRedis } from '../../support/private-redis.ts';
import { until } from '../../support/until.ts';

let redis: PrivateRedis;
let queue: RedisJobQueue;
let workers: JobWorkers[];
const log = keepLog();

beforeAll(async () => {
  redis = await startPrivateRedis();
});
afterAll(() => redis.remove());
beforeEach(async () => {
  redis.cli('flushall');
  workers = [];
  queue = createJobQueue({ redisUrl: redis.url, log });
  await until('redis is ready', async () => (await queue.check()).ready);
});
afterEach(async () => {
  await Promise.all(workers.map((one) => one.stop(500)));
  await queue.close();
});

function work(processors: Partial<JobProcessors>): void {
  const one = createJobWorkers({ redisUrl: redis.url, log });
  one.start({ 'callback-attempt': async () => 'done', 'seal-recording': async () => 'done', ...processors });
  workers.push(one);
}
/** Notes each run; the runs end when told, or at once. */
function noteRuns(result: (id: string, nth: number) => JobResult | Promise<JobResult> = () => 'done') {
  const runs: string[] = [];
  const process = async (id: string): Promise<JobResult> => {
    runs.push(id);
    return result(id, runs.filter((one) => one === id).length);
  };
  return { runs, process };
}
const jobsIn = (name: string): string[] => redis.cli('keys', `hotline:${name}:*`).split('\n').filter((key) => /:\d+$/.test(key));

describe('a job', () => {
  test('is run with its id and leaves nothing behind', async () => {
    const { runs, process } = noteRuns();
    work({ 'callback-attempt': process });
    await queue.add({ name: 'callback-attempt', id: 'case-1' });
    await until('it ran', () => runs.length === 1);
    expect(runs).toEqual(['case-1']);
    await until('nothing is left', () => jobsIn('callback-attempt').length === 0);
  });

  test('asked for a hundred times while it waits is one job', async () => {
    for (let n = 0; n < 100; n += 1) await queue.add({ name: 'seal-recording', id: 'r1' });
    expect(jobsIn('seal-recording')).toHaveLength(1);
    const { runs, process } = noteRuns();
    work({ 'seal-recording': process });
    await queue.add({ name: 'seal-recording', id: 'r2' });
    await until('the other one ran as well', () => runs.includes('r2'));
    expect(runs.filter((id) => id === 'r1')).toHaveLength(1);
  });

  test('that is delayed moves to an earlier time when asked for again', async () => {
    const { runs, process } = noteRuns();
    work({ 'callback-attempt': process });
    await queue.add({ name: 'callback-attempt', id: 'case-1', delayMs: 3_600_000 });
    await queue.add({ name: 'callback-attempt', id: 'case-1' });
    await until('it ran', () => runs.length === 1);
  });

  test('asked for while it runs is run once more', async () => {
    let finish: () => void = () => undefined;
    const first = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const { runs, process } = noteRuns(async (_id, nth): Promise<JobResult> => {
      if (nth === 1) await first;
      return 'done';
    });
    work({ 'callback-attempt': process });
    await queue.add({ name: 'callback-attempt', id: 'case-1' });
    await until('it runs', () => runs.length === 1);
    await queue.add({ name: 'callback-attempt', id: 'case-1' });
    await queue.add({ name: 'callback-attempt', id: 'case-1' });
    expect(runs).toHaveLength(1);
    finish();
    await until('it ran again', () => runs.length === 2);
    await until('nothing is left', () => jobsIn('callback-attempt').length === 0);
    expect(runs).toHaveLength(2);
  });

  test('that wants to look later does, and sooner when woken', async () => {
    const { runs, process } = noteRuns((_id, nth) => (nth === 1 ? { laterMs: 3_600_000 } : nth === 2 ? { laterMs: 30 } : 'done'));
    work({ 'callback-attempt': process });
    await queue.add({ name: 'callback-attempt', id: 'case-1' });
    await until('it is planned for later', () => redis.cli('zcard', 'hotline:callback-attempt:delayed') === '1');
    await queue.add({ name: 'callback-attempt', id: 'case-1' });
    await until('it was woken, and looked again by itself', () => runs.length === 3);
  });

  test('woken while it decides to look later is not put off', async () => {
    let decide: () => void = () => undefined;
    const first = new Promise<void>((resolve) => {
      decide = resolve;
    });
    const { runs, process } = noteRuns(async (_id, nth): Promise<JobResult> => {
      if (nth > 1) return 'done';
      await first;
      return { laterMs: 3_600_000 };
    });
    work({ 'callback-attempt': process });
    await queue.add({ name: 'callback-attempt', id: 'case-1' });
    await until('it runs', () => runs.length === 1);
    await queue.add({ name: 'callback-attempt', id: 'case-1' });
    decide();
    await until('it ran again at once', () => runs.length === 2);
  });

  test('that fails is tried again', async () => {
    const { runs, process } = noteRuns((_id, nth) => {
      if (nth === 1) throw new Error('the store is away');
      return 'done';
    });
    work({ 'seal-recording': process });
    await queue.add({ name: 'seal-recording', id: 'r1' });
    await until('it ran again', () => runs.length === 2);
    expect(log.has('job failed')).toBe(true);
  });

  test('is not run by two workers at once', async () => {
    let atOnce = 0;
    let most = 0;
    const { runs, process } = noteRuns(async (): Promise<JobResult> => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await new Promise((resolve) => setTimeout(resolve, 5));
      atOnce -= 1;
      return 'done';
    });
    work({ 'callback-attempt': process });
    work({ 'callback-attempt': process });
    for (let n = 0; n < 20; n += 1) await queue.add({ name: 'callback-attempt', id: 'case-1' });
    await until('all is done', () => jobsIn('callback-attempt').length === 0);
    expect(runs.length).toBeGreaterThan(0);
    expect(most).toBe(1);
  });
});

describe('while Redis is away', () => {
  test('adding is refused fast, and works again by itself (misfortune 13)', async () => {
    const { runs, process } = noteRuns();
    work({ 'callback-attempt': process });
    await queue.add({ name: 'callback-attempt', id: 'before' });
    await until('it ran', () => runs.length === 1);
    await redis.kill();
    const asked = performance.now();
    await expect(queue.add({ name: 'callback-attempt', id: 'case-1' })).rejects.toMatchObject({ code: 'REDIS_UNAVAILABLE', retryable: true });
    // Not a measurement: the bound is the behaviour.
    expect(performance.now() - asked).toBeLessThan(2_000);
    expect((await queue.check()).ready).toBe(false);
    await redis.start();
    await until('redis is ready again', async () => (await queue.check()).ready);
    await queue.add({ name: 'callback-attempt', id: 'case-1' });
    await until('the worker took it by itself', () => runs.includes('case-1'));
    expect(runs).toEqual(['before', 'case-1']);
  });

  test('adding at the moment it is killed is refused or done, and never blocks', async () => {
    const adding = Array.from({ length: 200 }, (_, n) => queue.add({ name: 'seal-recording', id: `r${n}` }));
    const killed = redis.kill();
    const settled = await Promise.allSettled(adding);
    await killed;
    for (const one of settled) if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'REDIS_UNAVAILABLE' });
    await redis.start();
    await until('redis is ready again', async () => (await queue.check()).ready);
  });

  test('a frozen Redis is refused within the bound', async () => {
    redis.freeze();
    try {
      const asked = performance.now();
      await expect(queue.add({ name: 'callback-attempt', id: 'case-1' })).rejects.toMatchObject({ code: 'REDIS_UNAVAILABLE' });
      expect(performance.now() - asked).toBeLessThan(2_000);
    } finally {
      redis.thaw();
    }
    await until('redis is ready again', async () => (await queue.check()).ready);
  });

  test('a process may start without it', async () => {
    await redis.kill();
    const late = createJobQueue({ redisUrl: redis.url, log });
    await expect(late.add({ name: 'callback-attempt', id: 'case-1' })).rejects.toMatchObject({ code: 'REDIS_UNAVAILABLE' });
    const { runs, process } = noteRuns();
    work({ 'callback-attempt': process });
    await redis.start();
    await until('it is ready', async () => (await late.check()).ready);
    await late.add({ name: 'callback-attempt', id: 'case-1' });
    await until('it ran', () => runs.length === 1);
    await late.close();
  });
});
