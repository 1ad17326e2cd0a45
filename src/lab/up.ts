/**
 * Brings a home up: what the machine lacks, the stores, the prompts and pages, both Asterisks, simulator, server and worker.
 * Every step may be done already; then it takes no time and changes nothing.
 */
import type { Config } from '../config.ts';
import { renderAsterisk } from './asterisk-config.ts';
import { filesOf } from './files.ts';
import { buildPages } from './pages.ts';
import type { PartName } from './part.ts';
import { assertPortsFree } from './part-ports.ts';
import { readLiveRecord } from './part-record.ts';
import { createPart } from './parts.ts';
import { feedSimulator, loadDemoFirm, migrateDatabase, setFirmClock } from './firm.ts';
import { preparePostgres } from './postgres.ts';
import { buildFirmPrompts, listSecurities } from './prompts.ts';
import { ensureAsteriskRoot } from './provision/asterisk-root.ts';
import { provisionPackages } from './provision/provision.ts';
import { untilReady } from './readiness.ts';
import { lastLines } from './log-line.ts';
import { renderRedis } from './redis.ts';
import type { Steps } from './steps.ts';
import { ensureSupervisor, wantParts } from './supervisor-link.ts';

export type UpOptions = {
  steps: Steps;
  /** Sets the firm's business clock, ISO 8601 with offset. */
  now?: string;
};

const reinstall = 'look at the log; if it names no cause, ./hotline down, then ./hotline up again';
const startLimitMs = 60_000;
/** Supervision tries again within this time, however often a part ended. */
const crashLimitMs = 4_000;

/** Resolves when every part answers. Throws StepError. */
export async function bringUp(config: Config, options: UpOptions): Promise<void> {
  const { steps } = options;
  const files = filesOf(config.home);
  const logFile = files.log('provision');
  await steps.step('what this machine lacks', async (news) => {
    const done = await provisionPackages({ settings: config, purpose: 'run', logFile, news });
    return done === 'nothing' ? 'nothing' : `installed: ${done}`;
  }, { advice: "does apt-get update work here? Packages come from this machine's own sources", logFile });
  await steps.step('supervisor', async () => { await ensureSupervisor(config); return undefined; }, { advice: 'look at its log (./hotline logs supervisor)', logFile: files.log('supervisor') });
  const start = createStarter(config, steps);
  // What does not wait for each other runs beside each other: the database is filled while Asterisk is unpacked and speaks.
  const simulator = start('simulator', 'back-office simulator');
  const results = await Promise.allSettled([
    fillDatabase(config, { ...options, start }),
    start('redis', 'Redis', () => { renderRedis(config); return Promise.resolve(undefined); }),
    telephony(config, { steps, start, simulator }),
    steps.step('pages', async () => (await buildPages(config, files.log('pages'))) ?? 'none yet', { advice: 'look at the log; the sources are in src/web', logFile: files.log('pages') }),
    simulator,
  ]);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason as Error;
  const now = options.now;
  if (now !== undefined) {
    await steps.step('business clock', async () => { await setFirmClock(config, now, { isSimulatorUp: true }); return now; }, { advice: reinstall, logFile: files.log('postgres') });
  }
  await Promise.all([start('clients', "clients' phones"), start('server', 'server'), start('worker', 'worker')]);
}

type Start = (name: PartName, title: string, before?: () => Promise<string | undefined>) => Promise<void>;

/** Starts a part unless it runs, and waits until it answers. */
function createStarter(config: Config, steps: Steps): Start {
  const files = filesOf(config.home);
  return (name, title, before) => steps.step(title, async () => {
    const isRunning = readLiveRecord(files.runDir, name) !== undefined;
    if (!isRunning) await assertPortsFree(name, config.ports);
    const outcome = isRunning ? 'runs already' : await before?.();
    await wantParts(config, [name]);
    await untilAnswers(name, config);
    if (name === 'simulator' && !isRunning) await feedSimulator(config);
    return outcome;
  }, { advice: `look at its log (./hotline logs ${name})`, logFile: files.log(name) });
}

/** Waits for a part; one that ends again and again is not waited for to the last second, and its last words are told. */
async function untilAnswers(name: PartName, config: Config): Promise<void> {
  const files = filesOf(config.home);
  const { ready } = createPart(name, config);
  let lastSeenAtMs = performance.now();
  const stopped = new Error('it ends as soon as it starts');
  try {
    await untilReady(name, async () => {
      if (readLiveRecord(files.runDir, name) !== undefined) lastSeenAtMs = performance.now();
      else if (performance.now() - lastSeenAtMs > crashLimitMs) throw stopped;
      return ready();
    }, startLimitMs);
  } catch (error) {
    const words = lastLines(name, files.log(name), 12);
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${words}`, { cause: error });
  }
}

async function fillDatabase(config: Config, options: UpOptions & { start: Start }): Promise<void> {
  const logFile = filesOf(config.home).log('postgres');
  await options.start('postgres', 'PostgreSQL', async () => ((await preparePostgres(config, logFile)) ? 'new database' : undefined));
  await options.steps.step('tables', async () => {
    const ran = await migrateDatabase(config);
    return ran === 0 ? 'up to date' : `${ran} migrations`;
  }, { advice: reinstall, logFile });
  await options.steps.step('demo firm', async () => { await loadDemoFirm(config); return undefined; }, { advice: reinstall, logFile });
}

async function telephony(config: Config, parts: { steps: Steps; start: Start; simulator: Promise<void> }): Promise<void> {
  const { steps, start } = parts;
  const files = filesOf(config.home);
  const logFile = files.log('provision');
  await steps.step('Asterisk 22, espeak-ng, sox', async (news) => {
    return ensureAsteriskRoot({ root: config.asteriskRoot, cacheDir: config.cacheDir, logFile, report: news });
  }, { advice: "does this machine's Debian mirror carry the suite sid? A tarball from another machine's cache folder will do too", logFile });
  await parts.simulator;
  await steps.step('prompts', async (news) => {
    let told = performance.now();
    const { clips, made } = await buildFirmPrompts(config, {
      securities: await listSecurities(config),
      onProgress(done, total) {
        if (performance.now() - told < 5_000) return;
        told = performance.now();
        news(`${done} of ${total}`);
      },
    });
    return `${clips} clips, ${made} spoken now`;
  }, { advice: 'look at the text it names in ivr-flows/prompts', logFile });
  await Promise.all((['pbx', 'carrier'] as const).map((name) => start(name, name === 'pbx' ? "Asterisk, the firm's" : "Asterisk, the carrier's", () => {
    renderAsterisk(name, config);
    return Promise.resolve(undefined);
  })));
}
