/** `JobQueue` over BullMQ: bounded in time, refused fast while Redis is away. */
import { Queue } from 'bullmq';
import type { JobName } from '../../app/callbacks/jobs.ts';
import type { JobQueue } from '../../app/ports.ts';
import { connect, RedisFault, within, type RedisAddress } from './connection.ts';
import { jobNames, jobOptions, prefix, type JobData } from './queues.ts';

const ADD_BOUND_MS = 500;
const PING_BOUND_MS = 500;

export interface RedisJobQueue extends JobQueue {
  /** Throws RedisFault (REDIS_UNAVAILABLE) after 500 ms at the latest. */
  add(job: { name: JobName; id: string; delayMs?: number }): Promise<void>;
  /** For readiness. Never rejects. */
  check(): Promise<{ readonly ready: boolean; readonly detail: string }>;
  close(): Promise<void>;
}

export function createJobQueue(address: RedisAddress): RedisJobQueue {
  const connection = connect(address, 'prompt', 'jobs');
  const queues = new Map<JobName, Queue<JobData>>();
  for (const name of jobNames) {
    const queue = new Queue<JobData>(name, { connection, prefix });
    // Each is an echo of the connection's own, which is logged there.
    queue.on('error', () => undefined);
    queues.set(name, queue);
  }
  const isUp = (): boolean => connection.status === 'ready';

  return {
    add: async ({ name, id, delayMs = 0 }) => {
      const queue = queues.get(name);
      if (queue === undefined || !isUp()) throw new RedisFault('redis is away');
      try {
        await within(ADD_BOUND_MS, queue.add(name, { id }, jobOptions(id, delayMs)));
      } catch (error) {
        throw error instanceof RedisFault ? error : new RedisFault('a job could not be added', error);
      }
    },
    check: async () => {
      // Connected, and not a word since: its greeting is what we wait for.
      if (connection.status === 'connect') return { ready: false, detail: 'redis does not answer' };
      if (!isUp()) return { ready: false, detail: 'redis is away' };
      return within(PING_BOUND_MS, connection.ping()).then(
        () => ({ ready: true, detail: 'ok' }),
        () => ({ ready: false, detail: 'redis does not answer' }),
      );
    },
    close: async () => {
      connection.disconnect();
      await Promise.all([...queues.values()].map((queue) => within(ADD_BOUND_MS, queue.close()).catch(() => undefined)));
    },
  };
}
