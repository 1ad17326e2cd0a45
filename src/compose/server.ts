/**
 * The server: calls, matching, pages, health. What callers wait for comes first: the calls of the process before are owned and compared with
 * Asterisk before pages are even read in, which costs a third of the start.
 */
import { randomUUID } from 'node:crypto';
import { createHealthServer, type HealthServer, type Live } from '../adapters/http/health-server.ts';
import { isSilence } from '../adapters/postgres/fault.ts';
import { createLiveFigures } from '../adapters/postgres/live-figures.ts';
import { createOwnershipStore } from '../adapters/postgres/ownership-store.ts';
import { createPartitions } from '../adapters/postgres/partitions.ts';
import { createStoreClock } from '../adapters/postgres/store-clock.ts';
import { createStreamReads } from '../adapters/postgres/seat-reads.ts';
import { createJobQueue } from '../adapters/redis/job-queue.ts';
import { createWakeups } from '../adapters/redis/wakeups.ts';
import type { HttpServer } from '../adapters/http/server.ts';
import { createClockWatch } from '../app/clock-watch.ts';
import { createPartWatch } from '../app/part-watch.ts';
import type { Config } from '../config.ts';
import { composeCalls } from './calls.ts';
import { layFoundation, type Role } from './foundation.ts';
import { composeAnnouncements } from './announcements.ts';
import { composeGuests } from './guests.ts';
import { composeQueues } from './queues.ts';
import { readLive } from './live.ts';
import { composeWorld, followPrompts } from './world.ts';

const DAY_MS = 24 * 3_600_000;
/** Messages of a seat's stream older than this are of no use to any page. */
const STREAM_DAYS = 7;

export async function composeServer(config: Config, options: { onDeposed: (why: string) => void }): Promise<Role> {
  const foundation = await layFoundation(config, 'server');
  const { database, clock, log } = foundation;
  const redis = { redisUrl: config.redisUrl, log };
  const wakeups = createWakeups(redis);
  const jobs = createJobQueue(redis);
  const partitions = createPartitions(database);
  const announcements = composeAnnouncements(foundation);
  const queues = composeQueues(foundation);
  await queues.open();
  let inUse = (): ReadonlySet<number> => new Set();
  const { world, catalogue, flows } = await composeWorld(foundation, { inUse: () => inUse(), announced: announcements.clipsAt, queues: queues.board.of });
  wakeups.on('flows', () => void flows.look());
  let http: HttpServer | null = null;
  const deliver = async (stream: string): Promise<void> => http?.deliver(stream);
  const parts = { world, isEmergency: announcements.isEmergency, catalogue, wakeups, jobs, deliver, owner: `${config.node}-${randomUUID()}` };
  const calls = composeCalls(foundation, { ...parts, onDeposed: options.onDeposed });
  const guests = composeGuests({ foundation, parts, ownership: createOwnershipStore(database, { exchange: config.exchange }), keepFlows: flows.keepLive });
  inUse = () => new Set([...calls.runner.calls.all(), ...guests.all()].map((mailbox) => mailbox.state().flowVersion));
  const store = createPartWatch({ part: 'PostgreSQL', question: createLiveFigures(database).read, isSilence, log });
  const live = (): Promise<Live> => readLive(foundation, { store, jobs, calls, catalogue, flows, clockWatch, unstaffed: queues.unstaffed, arePagesOpen: http !== null, rulesReadAt: queues.board.readAt() });
  const clockWatch = createClockWatch({ askStore: createStoreClock(database), now: () => Date.now(), log });
  const stopFollowing = followPrompts(catalogue, log);
  let health: HealthServer | null = null;
  const readiness = {
    check: async () => {
      const now = await live();
      return { ready: now.ready, parts: [{ name: 'server', ready: now.ready, detail: now.detail }] };
    },
  };
  const trim = (): Promise<unknown> => createStreamReads(database).trim(clock.now() - STREAM_DAYS * DAY_MS);
  const keepHouse = (): Promise<unknown> => partitions.keepAhead(clock.now()).then(trim);
  const daily = setInterval(() => void keepHouse().catch((error: unknown) => log.error({ err: error }, 'daily work failed, it is tried again tomorrow')), DAY_MS);
  return {
    start: async () => {
      await Promise.all([partitions.keepAhead(clock.now()), announcements.start()]);
      store.start();
      clockWatch.start();
      health = await createHealthServer({ port: config.ports.serverHealth, live });
      await calls.engine.start();
      calls.elsewhere.start();
      calls.matcher.start();
      guests.start();
      queues.start(world);
      flows.start();
      calls.phoneKeeper.start();
      const { composeDesk } = await import('./desk.ts');
      http = await composeDesk(foundation, { ...calls, wakeups, readiness, flows });
      log.info({ http: config.ports.http }, 'server is up');
      await trim();
    },
    stop: async () => {
      clearInterval(daily);
      announcements.stop();
      queues.stop();
      store.stop();
      clockWatch.stop();
      stopFollowing();
      flows.stop();
      await http?.close();
      await guests.stop();
      await calls.stop();
      await jobs.close();
      wakeups.close();
      await health?.close();
      await foundation.close();
    },
  };
}
