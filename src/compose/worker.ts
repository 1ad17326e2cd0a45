/** The worker: dials callbacks, seals recordings, sweeps up what is due. */
import path from 'node:path';
import { createDiskRoom } from '../adapters/files/disk-room.ts';
import { createSealFiles } from '../adapters/files/seal-files.ts';
import { readWebhooks } from '../adapters/files/webhooks-file.ts';
import { createHealthServer, type HealthServer, type Live } from '../adapters/http/health-server.ts';
import { createWebhookGateway } from '../adapters/notify/webhook-gateway.ts';
import { createApiTokenStore } from '../adapters/postgres/api-token-store.ts';
import { createCaseStore } from '../adapters/postgres/case-store.ts';
import { isSilence } from '../adapters/postgres/fault.ts';
import { createEventStore } from '../adapters/postgres/event-store.ts';
import { createFigureFacts } from '../adapters/postgres/figure-facts.ts';
import { createFigureTables } from '../adapters/postgres/figure-tables.ts';
import { createLiveFigures } from '../adapters/postgres/live-figures.ts';
import { createOutbox } from '../adapters/postgres/notice-store.ts';
import { createSealStore } from '../adapters/postgres/seal-store.ts';
import { createWebhookPlaces } from '../adapters/postgres/webhook-places.ts';
import { createJobQueue } from '../adapters/redis/job-queue.ts';
import { createJobWorkers } from '../adapters/redis/job-workers.ts';
import { createWakeups } from '../adapters/redis/wakeups.ts';
import { createPublisher } from '../app/api/publish.ts';
import { createWebhooks } from '../app/api/webhooks.ts';
import { createWorkerRole } from '../app/callbacks/worker-role.ts';
import { createFigureKeeper } from '../app/figures/keeper.ts';
import { createPostman } from '../app/notify/postman.ts';
import { createPartWatch } from '../app/part-watch.ts';
import type { Config } from '../config.ts';
import { DEFAULT_CALLBACK_RULES } from '../core/callback/rules.ts';
import { BootRefused, layFoundation, type Role } from './foundation.ts';
import { composeNotices } from './notices.ts';
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
  const postman = createPostman({ outbox: createOutbox(database), gateway: composeNotices(foundation), clock, log });
  const events = createEventStore(database);
  const tokens = createApiTokenStore(database);
  const told = readWebhooks(path.join(config.home, 'webhooks.json'));
  if (told.kind === 'wrong') throw new BootRefused(told.sentence);
  const publisher = createPublisher({ events, isWanted: async () => told.webhooks.length > 0 || tokens.isAnyValid('events', clock.now()), wakeups, clock, log });
  const webhooks = createWebhooks({ webhooks: told.webhooks, places: createWebhookPlaces(database), events, gateway: createWebhookGateway({ now: clock.now }), clock, log });
  const figures = createFigureKeeper({ facts: createFigureFacts(database), tables: createFigureTables(database), clock, log });
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
      publisher.start();
      webhooks.start();
      figures.start();
      log.info({}, 'worker is up');
    },
    stop: async () => {
      store.stop();
      postman.stop();
      publisher.stop();
      webhooks.stop();
      figures.stop();
      await worker.stop();
      await jobs.close();
      wakeups.close();
      await health?.close();
      await foundation.close();
    },
  };
}
