/** How a command talks to the supervisor of a home: start it, tell it what should run, end it. */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { childEnvironment, type Config, type Settings } from '../config.ts';
import { filesOf } from './files.ts';
import type { PartName } from './part.ts';
import { endProcess, readLiveRecord, signalProcess } from './part-record.ts';
import type { ProcessRecord } from './process-identity.ts';

const program = fileURLToPath(new URL('./supervisor.ts', import.meta.url));
const startLimitMs = 10_000;
/** A supervisor without heartbeat for this long is frozen; it is replaced, and its parts are adopted. */
const frozenAfterMs = 10_000;
/** The slowest group of parts may take its whole grace, one group after the other. */
const stopLimitMs = 25_000;

export function findSupervisor(settings: Settings): ProcessRecord | undefined {
  return readLiveRecord(filesOf(settings.home).runDir, 'supervisor');
}

function isFrozen(settings: Settings): boolean {
  const heartbeat = path.join(filesOf(settings.home).runDir, 'supervisor.heartbeat');
  return existsSync(heartbeat) && Date.now() - statSync(heartbeat).mtimeMs > frozenAfterMs;
}

/** Makes sure a supervisor runs. Returns its record. Throws when it does not come up. */
export async function ensureSupervisor(config: Config): Promise<ProcessRecord> {
  const running = findSupervisor(config);
  if (running !== undefined && !isFrozen(config)) return running;
  if (running !== undefined) await endProcess(running, { signal: 'SIGKILL', graceMs: 2_000 });
  const files = filesOf(config.home);
  const log = openSync(files.log('supervisor'), 'a', 0o600);
  // The lock is the kernel's and lives as long as the process: there are never two supervisors of one home.
  const child = spawn('flock', ['--no-fork', '--nonblock', path.join(files.runDir, 'supervisor.lock'), process.execPath, program], {
    cwd: config.projectRoot, detached: true, stdio: ['ignore', log, log],
    env: childEnvironment({ HOTLINE_HOME: config.home, HOTLINE_PART: 'supervisor' }),
  });
  closeSync(log);
  let failure = 'no sign of it';
  child.on('error', (error) => { failure = error.message; });
  // Code 1 is also flock's answer when another one was quicker: then that one's record appears.
  child.on('exit', (code) => { failure = `it ended with code ${code}`; });
  child.unref();
  for (const until = performance.now() + startLimitMs; performance.now() < until; ) {
    const record = findSupervisor(config);
    if (record !== undefined) return record;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`the supervisor did not start: ${failure}`);
}

const wantedNames = (settings: Settings): string[] => {
  const file = filesOf(settings.home).wanted;
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as string[]) : [];
};

/** Adds parts to what should run. They are started at once; readiness is the caller's to ask. */
export async function wantParts(config: Config, names: readonly PartName[]): Promise<void> {
  const file = filesOf(config.home).wanted;
  const all = [...new Set([...wantedNames(config), ...names])];
  writeFileSync(`${file}.new`, JSON.stringify(all));
  renameSync(`${file}.new`, file);
  signalProcess(await ensureSupervisor(config), 'SIGHUP');
}

/** Asks the supervisor to end everything, and waits for it. True when there was one. */
export async function endSupervisor(settings: Settings): Promise<boolean> {
  const record = findSupervisor(settings);
  if (record === undefined) return false;
  await endProcess(record, { signal: 'SIGTERM', graceMs: stopLimitMs });
  return true;
}
