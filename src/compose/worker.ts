/** The worker: dials callbacks, seals recordings, sweeps up what is due. */
import path from 'node:path';
import { createDiskRoom } from '../adapters/files/disk-room.ts';
import { createSealFiles } from '../adapters/files/seal-files.ts';
import { createHealthServer, type HealthServer, type Live } from '../adapters/http/health-server.ts';
import { createSimulatedInbox } from '../adapters/notify/simulated-inbox.ts';
import { createCaseStore } from '../adapters/postgres/case-store.ts';
import { isSilence } from '../adapters/postgres/fault.ts';
import { createLiveFigures } from '../adapters/postgres/live-figures.ts';
import { createOutbox } from '../adapters/postgres/notice-store.ts';
import { createSealStore } from '../adapters/postgres/seal-store.ts';
import { createJobQueue } from '../adapters/redis/job-queue.ts';
import { createJobWorkers } from '../adapters/redis/job-workers.ts';
import { createWakeups } from '../adapters/redis/wakeups.ts';
import { createWorkerRole } from '../app/callbacks/worker-role.ts';
import { createPostman } from '../app/notify/postman.ts';
import { createPartWatch } from '../app/part-watch.ts';
import type { Config } from '../config.ts';
import { DEFAULT_CALLBACK_RULES } from '../core/callback/rules.ts';
import { layFoundation, type Role } from './foundation.ts';
import { diskTrouble, redisTrouble, storeTrouble } from './trouble.ts';

/** Queue in which compliance callbacks wait for a lawful seat. */
const CALLBACK_QUEUE = 'callback';

export async function composeWorker(config: Config): Promise<Role> {
  const foundation = await layFoundation(config, 'worker');
  const { database, clock, log } = foundation;
  const redis = { redisUrl: config.redisUrl, log };
  const jobs = createJobQueue(redis);
  const wakeups = createWakeups(redis);
  const worker = createWorkerRole({
    cases: createCaseStore(database),
    recordings: createSealStore(database),
    files: createSealFiles({ recordingsDir: config.recordingsDir, sealedDir: config.sealedDir, sealKeys: [config.secrets.sealKey] }),
    workers: createJobWorkers(redis),
    jobs,
    wakeups,
    clock,
    log,
    rules: DEFAULT_CALLBACK_RULES,
    queue: CALLBACK_QUEUE,
    callerDnis: config.dnis,
  });
  // Until the firm's gateways are set, what is sent can be read in a folder of the home.
  const gateway = createSimulatedInbox({ folder: path.join(config.home, 'inbox'), now: clock.now });
  const postman = createPostman({ outbox: createOutbox(database), gateway, clock, log });
  const room = createDiskRoom(config);
  const store = createPartWatch({ part: 'PostgreSQL', question: createLiveFigures(database).read, isSilence, log });
  const live = async (): Promise<Live> => {
    const [read, redisNow, rooms] = await Promise.all([store.ask(), jobs.check(), room.read()]);
    const disks = diskTrouble(rooms);
    const faults = [...(read === null ? [storeTrouble(store.condition())] : []), ...(redisNow.ready ? [] : [redisTrouble(redisNow)]), ...disks.full];
    return { ready: faults.length === 0, detail: [...faults, ...disks.low].join('; '), calls: 0, reservations: 0, deadlines: 0, businessTime: foundation.businessTime() };
  };
  let health: HealthServer | null = null;
  return {
    start: async () => {
      store.start();
      health = await createHealthServer({ port: config.ports.workerHealth, live });
      worker.start();
      postman.start();
      log.info({}, 'worker is up');
    },
    stop: async () => {
      store.stop();
      postman.stop();
      await worker.stop();
      await jobs.close();
      wakeups.close();
      await health?.close();
      await foundation.close();
    },
  };
}
