/**
 * A private environment for a test: the parts it asks for, on ports and in a folder of its own, supervised as after
 * `./hotline up` but by the test's own process, and gone with it.
 */
import { rmSync } from 'node:fs';
import { currentEnvironment, loadSettings, type Config, type Environment, type Secrets } from '../config.ts';
import { renderAsterisk } from './asterisk-config.ts';
import { filesOf } from './files.ts';
import { prepareHome } from './home.ts';
import { partNames, type PartName } from './part.ts';
import { createPart, stopOrder } from './parts.ts';
import { feedSimulator, loadDemoFirm, migrateDatabase, setFirmClock } from './firm.ts';
import { preparePostgres } from './postgres.ts';
import { buildPages } from './pages.ts';
import { buildFirmPrompts, simulatedSecurities } from './prompts.ts';
import { ensureAsteriskRoot } from './provision/asterisk-root.ts';
import { untilReady } from './readiness.ts';
import { renderRedis } from './redis.ts';
import { createSupervision } from './supervision.ts';
import type { PartEvent } from './watched-part.ts';

export type EnvironmentOptions = {
  /** Data folder; kept after stop() unless `removeAfter`. */
  home: string;
  portBase: number;
  parts: readonly PartName[];
  /** HOTLINE_* settings for this environment and its parts, such as time-outs. */
  env?: Readonly<Record<string, string>>;
  /** What the database holds. Default: demo when a server or worker is among the parts, else empty. */
  database?: 'empty' | 'migrated' | 'demo';
  /** Firm's business clock, ISO 8601 with offset. Default: the true clock. */
  now?: string;
  /** Told what supervision sees: starts, ends, freezes. */
  onEvent?: (event: PartEvent) => void;
  /** Builds the prompts (from the shared cache). Default: when server and pbx are among the parts. */
  prompts?: boolean;
  removeAfter?: boolean;
};

export type LabEnvironment = {
  settings: Config;
  secrets: Secrets;
  /** Process of a part; undefined while it is not running. */
  part: (name: PartName) => { pid: number | undefined; log: string };
  /** Sends a signal to a part. Supervision restarts what ends and, after 3 s, what is frozen. Returns the pid hit. */
  kill: (name: PartName, signal: NodeJS.Signals) => number;
  /** Ends a part and leaves it so, until start(). */
  halt: (name: PartName) => Promise<void>;
  start: (name: PartName) => Promise<void>;
  /** Waits until a part answers. */
  ready: (name: PartName, limitMs?: number) => Promise<void>;
  stop: () => Promise<void>;
};

const readyLimitMs = 60_000;

/** Root of the project's own home, so that a test does not unpack 300 MB again. */
function sharedRoot(env: Environment): string {
  const settings = loadSettings({ ...env, HOTLINE_HOME: undefined, HOTLINE_PORT_BASE: undefined });
  return settings.asteriskRoot;
}

function ownSettings(options: EnvironmentOptions, given: Environment): Record<string, string> {
  return {
    HOTLINE_HOME: options.home,
    HOTLINE_PORT_BASE: String(options.portBase),
    HOTLINE_ASTERISK_ROOT: given['HOTLINE_ASTERISK_ROOT'] ?? sharedRoot(given),
    HOTLINE_POSTGRES_FSYNC: 'off',
    HOTLINE_TEST_DIE_WITH_PARENT: '1',
    ...options.env,
  };
}

/** Starts the parts and resolves when all of them answer. On failure everything started is ended again. */
export async function startEnvironment(options: EnvironmentOptions): Promise<LabEnvironment> {
  const given = currentEnvironment();
  const own = ownSettings(options, given);
  const config = prepareHome({ ...given, ...own });
  const files = filesOf(config.home);
  const supervision = createSupervision({
    runDir: files.runDir, logDir: files.logDir, diesWithParent: true,
    onEvent(event) {
      options.onEvent?.(event);
      // A simulator that was restarted has forgotten the demo firm's clients; start() tells a new one itself.
      if (event.kind === 'exited' && event.part === 'simulator' && event.restartInMs !== null) void ready('simulator').then(() => feedSimulator(config)).catch(() => undefined);
    },
  });
  const wanted = partNames.filter((name) => options.parts.includes(name));
  const partOf = (name: PartName) => createPart(name, config, own);

  const ready = (name: PartName, limitMs = readyLimitMs): Promise<void> => untilReady(name, partOf(name).ready, limitMs);
  const start = async (name: PartName): Promise<void> => {
    supervision.start(partOf(name));
    await ready(name);
    if (name === 'simulator') await feedSimulator(config);
  };
  const stop = async (): Promise<void> => {
    for (const group of stopOrder) await Promise.all(group.map((name) => supervision.stop(name)));
    supervision.close();
    if (options.removeAfter) rmSync(options.home, { recursive: true, force: true });
  };

  const stores = async (): Promise<void> => {
    await Promise.all([
      wanted.includes('postgres') && preparePostgres(config, files.log('postgres')).then(() => start('postgres')),
      wanted.includes('redis') && Promise.resolve(renderRedis(config)).then(() => start('redis')),
    ]);
    const database = options.database ?? (wanted.includes('server') || wanted.includes('worker') ? 'demo' : 'empty');
    if (!wanted.includes('postgres') || database === 'empty') return;
    await migrateDatabase(config);
    if (database === 'demo') await loadDemoFirm(config);
    if (options.now !== undefined) await setFirmClock(config, options.now, { isSimulatorUp: false });
  };
  const telephony = async (): Promise<void> => {
    const asterisks = (['pbx', 'carrier'] as const).filter((name) => wanted.includes(name));
    if (asterisks.length === 0) return;
    await ensureAsteriskRoot({ root: config.asteriskRoot, cacheDir: config.cacheDir, logFile: files.log('provision') });
    // Before Asterisk starts: without a clip at its start there is no hold music.
    if (options.prompts ?? (wanted.includes('server') && wanted.includes('pbx'))) await buildFirmPrompts(config, { securities: simulatedSecurities });
    await Promise.all(asterisks.map((name) => {
      renderAsterisk(name, config);
      return start(name);
    }));
  };
  try {
    await Promise.all([stores(), telephony(), wanted.includes('simulator') && start('simulator'), wanted.includes('server') && buildPages(config, files.log('pages'))]);
    const early: readonly PartName[] = ['postgres', 'redis', 'pbx', 'carrier', 'simulator'];
    await Promise.all(wanted.filter((name) => !early.includes(name)).map(start));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    settings: config,
    secrets: config.secrets,
    part: (name) => ({ pid: supervision.pid(name), log: files.log(name) }),
    kill: (name, signal) => supervision.kill(name, signal),
    halt: (name) => supervision.stop(name),
    start,
    ready,
    stop,
  };
}
