/** The parts of an environment: how each is started, asked and ended. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config, Environment } from '../config.ts';
import { readClockOffset } from './clock-offset.ts';
import { clientsControl } from './carrier/clients-control.ts';
import { filesOf } from './files.ts';
import { ownMounts } from './machine.ts';
import type { Part, PartName } from './part.ts';
import { postgresCommand } from './postgres.ts';
import { ariReady, httpReady, postgresReady, readLivePage, redisReady, socketReady } from './readiness.ts';

const enterRoot = fileURLToPath(new URL('./enter-asterisk-root.sh', import.meta.url));

/** Command that runs a program inside the private Asterisk root, with the home's folders under /hotline. */
export function inAsteriskRoot(config: Config, command: readonly string[]): [string, ...string[]] {
  const [first = '', ...rest] = ownMounts();
  return [first, ...rest, enterRoot, config.asteriskRoot, config.home, config.promptsDir, config.recordingsDir, ...command];
}

/** ARI of the firm's Asterisk, as a question of readiness and status needs it. */
export const pbxAri = (config: Config) => ({ url: config.ariUrl, user: config.ariUser, password: config.secrets.ariPassword });
export const carrierAri = (config: Config) => ({ url: config.carrierAriUrl, user: 'carrier', password: config.secrets.carrierAriPassword });

type Recipe = Pick<Part, 'command' | 'ready' | 'answers'> & { graceMs?: number; stopSignal?: 'SIGINT'; beats?: true };

/** A call runs through much code once: compiled plainly at its first use it costs 6 % less CPU a call than interpreted. */
const serverFlags = ['--always-sparkplug'];

function recipeOf(name: PartName, config: Config): Recipe {
  const { ports } = config;
  const source = (...names: string[]): string => path.join(config.projectRoot, 'src', ...names);
  switch (name) {
    case 'postgres':
      // SIGINT: PostgreSQL's fast shutdown, which does not wait for clients.
      return { command: postgresCommand(config), ready: () => postgresReady(ports.postgres), stopSignal: 'SIGINT', graceMs: 8_000, answers: { frozenAfterMs: null } };
    case 'redis':
      return { command: ['redis-server', filesOf(config.home).redisConf], ready: () => redisReady(ports.redis, config.secrets.redisPassword), answers: { frozenAfterMs: null } };
    case 'pbx':
    case 'carrier':
      return {
        command: inAsteriskRoot(config, ['asterisk', '-f', '-C', `/hotline/${name}/etc/asterisk.conf`]),
        ready: () => ariReady(name === 'pbx' ? pbxAri(config) : carrierAri(config)),
        graceMs: 4_000,
        answers: { frozenAfterMs: name === 'pbx' ? config.asteriskFrozenLimitMs : null },
      };
    case 'simulator':
      return { command: () => simulatorCommand(config), ready: () => httpReady(`http://127.0.0.1:${ports.simulator}/simulator/ready`) };
    case 'clients':
      return { command: [process.execPath, source('lab', 'carrier', 'clients.ts')], ready: () => socketReady(clientsControl(config).socketPath) };
    case 'server':
      return { command: [process.execPath, ...serverFlags, source('main.ts'), '--role', 'server'], ready: () => readLivePage(ports.serverHealth), beats: true };
    case 'worker':
      return { command: [process.execPath, source('main.ts'), '--role', 'worker'], ready: () => readLivePage(ports.workerHealth), beats: true };
  }
}

/** With the business time of this moment: prices move only in trading hours, and a restart must not change the hour. */
function simulatorCommand(config: Config): [string, ...string[]] {
  const files = filesOf(config.home);
  const program = path.join(config.projectRoot, 'src/adapters/brokerage/simulator/main.ts');
  const offsetMs = readClockOffset(config.home);
  const now = offsetMs === 0 ? [] : ['--now', new Date(Date.now() + offsetMs).toISOString()];
  return [process.execPath, program, '--host', config.simulatorBindHost, '--port', String(config.ports.simulator), '--token-file', files.brokerageToken, ...now];
}

/** One part of a home. `extra` is added to its environment (tests change time-outs that way). */
export function createPart(name: PartName, config: Config, extra: Environment = {}): Part {
  const recipe = recipeOf(name, config);
  const heartbeatFile = filesOf(config.home).heartbeat(name);
  return {
    name,
    command: recipe.command,
    ready: recipe.ready,
    cwd: config.projectRoot,
    env: {
      ...extra,
      HOTLINE_HOME: config.home,
      HOTLINE_PART: name,
      // Compiled once, read back at the next start: a killed server owns its calls again a second sooner.
      ...(recipe.beats ? { HOTLINE_HEARTBEAT_FILE: heartbeatFile, NODE_COMPILE_CACHE: filesOf(config.home).compiled } : {}),
    },
    stop: { signal: recipe.stopSignal ?? 'SIGTERM', graceMs: recipe.graceMs ?? 5_000 },
    ...(recipe.beats ? { heartbeatFile } : {}),
    ...(recipe.answers === undefined ? {} : { answers: recipe.answers }),
  };
}

/** Order of stopping: each group ends together; those who use a part end before it. */
export const stopOrder: readonly (readonly PartName[])[] = [['worker', 'server'], ['clients'], ['simulator', 'pbx', 'carrier'], ['redis', 'postgres']];
