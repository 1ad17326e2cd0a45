/** `./hotline callback CLIENT`: a client is called back, followed from the case to the sealed recording. */
import { InvalidArgumentError, type Command } from 'commander';
import { createBusinessClockStore } from '../adapters/postgres/business-clock.ts';
import { createCaseStore } from '../adapters/postgres/case-store.ts';
import { createCaseTrail } from '../adapters/postgres/case-trail.ts';
import { createClientStore } from '../adapters/postgres/client-store.ts';
import { StoreFault } from '../adapters/postgres/fault.ts';
import { openDatabase, type Database } from '../adapters/postgres/pool.ts';
import { createJobQueue, type RedisJobQueue } from '../adapters/redis/job-queue.ts';
import { followCase, type FollowEnd } from '../app/callbacks/follow.ts';
import type { CaseTrail, TrailStep } from '../app/callbacks/ports.ts';
import { requestCallback, type OpenedCase } from '../app/callbacks/request.ts';
import { createClock, type Clock } from '../app/clock.ts';
import { loadConfig, type Config } from '../config.ts';
import { CALLBACK_KINDS, DEFAULT_CALLBACK_RULES, isCallbackKind, type CallbackKind } from '../core/callback/rules.ts';
import { describeRefusal, describeStep, hintFor, inBusinessTime, reportOf, type CallbackOutcome } from './callback-report.ts';

interface CallbackOptions {
  readonly kind: CallbackKind;
  readonly max: number;
  readonly json?: true;
}

const kindOf = (word: string): CallbackKind => {
  if (!isCallbackKind(word)) throw new InvalidArgumentError(`one of ${Object.keys(CALLBACK_KINDS).join(', ')}.`);
  return word;
};
const seconds = (text: string): number => {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0 || value > 86_400) throw new InvalidArgumentError('a number of seconds, such as 900.');
  return value;
};

const outcomes: Readonly<Record<FollowEnd, CallbackOutcome>> = {
  completed: 'completed', 'not-reached': 'not-reached', cancelled: 'cancelled', 'time-out': 'time-out', aborted: 'not-followed',
};
const silentLog = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

interface Stores {
  readonly config: Config;
  readonly database: Database;
  readonly jobs: RedisJobQueue;
  readonly clock: Clock;
}

/** The firm's own stores, opened for one command. */
async function withStores(work: (stores: Stores) => Promise<void>): Promise<void> {
  const config = loadConfig();
  const database = openDatabase({ databaseUrl: config.databaseUrl, part: 'callback', maxConnections: 2 });
  const jobs = createJobQueue({ redisUrl: config.redisUrl, log: silentLog });
  try {
    const { offsetMs } = await createBusinessClockStore(database).read();
    // Redis is given a moment, so that the client is dialled now and not at the next sweep.
    for (let waited = 0; waited < 1_000 && !(await jobs.check()).ready; waited += 50) await pause(50);
    await work({ config, database, jobs, clock: createClock(() => offsetMs) });
  } catch (error) {
    if (!isStoreAway(error)) throw error;
    console.error('The database of the hotline does not answer. ./hotline up starts it, ./hotline status tells how it is.');
    process.exitCode = 1;
  } finally {
    await Promise.all([jobs.close(), database.close()]);
  }
}

const isStoreAway = (error: unknown): boolean => error instanceof StoreFault && error.retryable;

async function callBack(client: string, options: CallbackOptions): Promise<void> {
  const isJson = options.json === true;
  await withStores(async ({ config, database, jobs, clock }) => {
    const clients = createClientStore(database, { tokenKey: config.secrets.tokenKey });
    const deps = { cases: createCaseStore(database), clients, jobs, clock, log: silentLog, rules: DEFAULT_CALLBACK_RULES };
    const answer = await requestCallback(deps, { client, kind: options.kind });
    if (answer.kind === 'refused') {
      process.exitCode = 1;
      if (isJson) console.log(JSON.stringify({ outcome: 'refused', code: answer.code, caseId: answer.caseId }));
      else console.error(describeRefusal(answer, options.kind));
      return;
    }
    const { outcome, steps } = await follow(answer, { options, clock, trail: createCaseTrail(database) });
    if (isJson) console.log(JSON.stringify(reportOf(answer, { kind: options.kind, outcome, steps })));
    if (outcome !== 'completed') process.exitCode = 1;
  });
}

interface Following {
  readonly options: CallbackOptions;
  readonly clock: Clock;
  readonly trail: CaseTrail;
}

async function follow(opened: OpenedCase, { options, clock, trail }: Following): Promise<{ outcome: CallbackOutcome; steps: readonly TrailStep[] }> {
  const say = (line: string): void => {
    if (options.json !== true) console.log(line);
  };
  say(`case ${opened.caseId}: ${options.kind}, due ${inBusinessTime(opened.dueAt)}${opened.isQueued ? '' : ' (Redis is away: it is found within half a minute)'}`);
  if (!opened.isInWindow) {
    say(`No phone may ring now: it is ${inBusinessTime(clock.businessNow())} on the firm's clock. It will be dialled at ${inBusinessTime(opened.nextAttemptAt)}.`);
    return { outcome: 'scheduled', steps: [] };
  }
  const abort = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => abort.abort());
  const steps: TrailStep[] = [];
  const startedAt = clock.now();
  const end = await followCase({ trail, now: () => performance.now(), businessNow: clock.businessNow, pause }, {
    caseId: opened.caseId, maxMs: options.max * 1_000, signal: abort.signal,
    onStep: (step) => {
      steps.push(step);
      say(describeStep(step, startedAt));
    },
    onQuiet: (last) => say(hintFor(last)),
  });
  if (end === 'time-out' || end === 'aborted') say('No longer followed; the case goes on by itself.');
  return { outcome: outcomes[end], steps };
}

/** Adds the command to the program. */
export function registerCallback(program: Command): void {
  program
    .command('callback')
    .description('call a client back and follow it: case, seat, talk, sealed recording')
    .argument('<client>', 'id, client number or phone number, such as 13800138000')
    .option('--kind <kind>', `why: ${Object.keys(CALLBACK_KINDS).join(', ')}`, kindOf, 'new-account')
    .option('--max <seconds>', 'longest time to follow it; the case goes on by itself', seconds, 900)
    .option('--json', 'print one JSON object')
    .addHelpText('after', '\nA seat that is ready takes it: ./hotline seat 1001 --auto-answer &\nExit code 0 only when the callback is completed, which needs its sealed recording.')
    .action(callBack);
}
