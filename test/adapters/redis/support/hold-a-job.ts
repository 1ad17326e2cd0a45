/** A worker process that begins with each job and never ends it, until it is killed: `node hold-a-job.ts REDIS LOCK_MS LOOK_MS`. */
import { createJobWorkers } from '../../../../src/adapters/redis/job-workers.ts';

const [redisUrl = '', lockMs, lookMs] = process.argv.slice(2);
const nothing = (): void => undefined;
const log = { debug: nothing, info: nothing, warn: nothing, error: nothing };
const hold = (id: string): Promise<never> => {
  process.stdout.write(`${id}\n`);
  return new Promise<never>(nothing);
};
createJobWorkers({ redisUrl, log, lockMs: Number(lockMs), lookMs: Number(lookMs) }).start({ 'callback-attempt': hold, 'seal-recording': hold });
