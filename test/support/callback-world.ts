/**
 * A firm's callbacks on real PostgreSQL, real Redis and real files. Only the server is staged: it takes calls from the inbox and
 * writes what the call machine would write, so that a story can let a call go any way it likes.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createSealFiles } from '../../src/adapters/files/seal-files.ts';
import { createAttemptStore } from '../../src/adapters/postgres/attempt-store.ts';
import { createCallStore } from '../../src/adapters/postgres/call-store.ts';
import { createCaseStore } from '../../src/adapters/postgres/case-store.ts';
import { createCaseTrail } from '../../src/adapters/postgres/case-trail.ts';
import { createClientStore } from '../../src/adapters/postgres/client-store.ts';
import { createInboxStore } from '../../src/adapters/postgres/inbox-store.ts';
import { createNumberBook } from '../../src/adapters/postgres/number-book.ts';
import { createOwnershipStore } from '../../src/adapters/postgres/ownership-store.ts';
import { openDatabase } from '../../src/adapters/postgres/pool.ts';
import { createRecordingLedger } from '../../src/adapters/postgres/recording-ledger.ts';
import { createSealStore } from '../../src/adapters/postgres/seal-store.ts';
import { createJobQueue } from '../../src/adapters/redis/job-queue.ts';
import { createJobWorkers } from '../../src/adapters/redis/job-workers.ts';
import { createAttemptGate } from '../../src/app/callbacks/attempt-gate.ts';
import { requestCallback, type OpenedCase } from '../../src/app/callbacks/request.ts';
import { createWorkerRole, type WorkerRole } from '../../src/app/callbacks/worker-role.ts';
import { createClock } from '../../src/app/clock.ts';
import type { AttemptOutcome } from '../../src/core/call/commands.ts';
import { DEFAULT_CALLBACK_RULES } from '../../src/core/callback/rules.ts';
import { createTestDatabase } from './database.ts';
import { addBranchAndQueues, addClient, addSeat } from './firm.ts';
import { keepLog } from './log.ts';
import { startPrivateRedis } from './private-redis.ts';
import { tones } from './sound.ts';
import { createStagedServer, type StagedCall } from './staged-server.ts';
import { until } from './until.ts';

export const tokenKey = '11'.repeat(32);
const sealKey = '22'.repeat(32);
/** A Monday in working hours. */
export const monday10 = Date.parse('2026-11-23T10:00+08:00');

export async function createCallbackWorld({ tcp = false } = {}) {
  const test = await createTestDatabase();
  const redis = await startPrivateRedis({ tcp });
  const root = mkdtempSync(path.join(os.tmpdir(), 'hotline-test-callbacks-'));
  const [recordingsDir, sealedDir] = [path.join(root, 'recordings'), path.join(root, 'sealed')];
  mkdirSync(recordingsDir);
  const log = keepLog();
  const database = openDatabase({ databaseUrl: test.url, part: 'test', maxConnections: 6 });
  let offsetMs = 0;
  const clock = createClock(() => offsetMs);
  const setBusinessTime = (at: number): void => {
    offsetMs = at - clock.now();
  };
  setBusinessTime(monday10);
  await addBranchAndQueues(test);
  const seat = await addSeat(test, '1001', 'service');
  await test.query(`insert into agent_skill (agent_id, queue, level) values ($1, 'callback', 5)`, [seat.agentId]);

  const jobs = createJobQueue({ redisUrl: redis.url, log });
  await until('redis is ready', async () => (await jobs.check()).ready);
  const cases = createCaseStore(database);
  const files = createSealFiles({ recordingsDir, sealedDir, sealKeys: [sealKey] });
  const recordings = createSealStore(database);
  const rules = { ...DEFAULT_CALLBACK_RULES };
  const attempts = createAttemptGate({ attempts: createAttemptStore(database), cases, jobs, clock, log, rules });
  const server = createStagedServer({
    database, attempts, clock, seat, ledger: createRecordingLedger(database), calls: createCallStore(database), inbox: createInboxStore(database), ownership: createOwnershipStore(database),
    writeRaw: (recordingId, pcm) => writeFileSync(path.join(recordingsDir, `${recordingId}.raw`), pcm),
    sealLater: (recordingId) => jobs.add({ name: 'seal-recording', id: recordingId }).catch(() => undefined),
  });
  await server.come();

  const roles: WorkerRole[] = [];
  const numbers = createNumberBook(database, { tokenKey });
  const clients = createClientStore(database, { tokenKey });
  let lastNumber = 0;

  return {
    test, redis, log, clock, database, jobs, cases, files, recordings, attempts, server, seat, rules, recordingsDir, sealedDir, sealKey, setBusinessTime,
    trail: createCaseTrail(database),
    async client(howMany = 1): Promise<string> {
      const tokens: string[] = [];
      for (let n = 0; n < howMany; n += 1) tokens.push((await numbers.keep(`1390000${String((lastNumber += 1)).padStart(4, '0')}`)) ?? '');
      return addClient(test, tokens);
    },
    request: (client: string) => requestCallback({ cases, clients, jobs, clock, log, rules }, { client, kind: 'new-account' }),
    async opened(client: string): Promise<OpenedCase> {
      const answer = await this.request(client);
      if (answer.kind !== 'opened') throw new Error(answer.code);
      return answer;
    },
    work(): WorkerRole {
      const role = createWorkerRole({
        cases, recordings, files, jobs, clock, log, rules, queue: 'callback', callerDnis: '95500', sweepEveryMs: 600_000,
        workers: createJobWorkers({ redisUrl: redis.url, log }), wakeups: { send: () => undefined, on: () => undefined },
      });
      role.start();
      roles.push(role);
      return role;
    },
    attemptsOf: (caseId: string) =>
      test.query<{ id: string; attempt_no: number; state: string; outcome: string | null; call_id: string }>('select * from attempt where case_id = $1 order by attempt_no', [caseId]),
    async whenIs(caseId: string, phase: string): Promise<void> {
      await until(`the case is ${phase}`, async () => (await this.state(caseId)) === phase);
    },
    async stopWork(): Promise<void> {
      await Promise.all(roles.splice(0).map((role) => role.stop()));
    },
    state: async (caseId: string): Promise<string> => (await cases.find(caseId))?.state.phase ?? 'none',
    async close(): Promise<void> {
      await Promise.all(roles.map((role) => role.stop()));
      await jobs.close();
      await database.close();
      await redis.remove();
      await test.drop();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

export type CallbackWorld = Awaited<ReturnType<typeof createCallbackWorld>>;

/** The whole talk, as it goes when all goes well. */
export async function talk(call: StagedCall): Promise<void> {
  if (!(await call.dial())) throw new Error('dialling was refused');
  await call.connect();
  call.sound(tones(2));
  await call.endTalk();
  await call.finish();
}

export async function unreached(call: StagedCall, outcome: AttemptOutcome): Promise<void> {
  await call.dial();
  await call.end(outcome);
  await call.finish();
}
