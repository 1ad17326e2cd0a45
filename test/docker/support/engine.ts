/**
 * The Docker engine of the tests: one that answers, or a private one where dockerd is installed and we are root. Its data stays in
 * the cache folder, so that base images are made once per machine.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 30_000;

const isRoot = process.getuid?.() === 0;

/** What `docker` prints. Throws with its words. */
export function docker(words: readonly string[], limitMs = 60_000): string {
  return execFileSync('docker', words, { encoding: 'utf8', timeout: limitMs, maxBuffer: 64 << 20, stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}

function answers(): boolean {
  try {
    docker(['info', '--format', '{{.ServerVersion}}'], 10_000);
    return true;
  } catch {
    return false;
  }
}

const hasProgram = (name: string): boolean => (process.env['PATH'] ?? '').split(':').concat('/usr/sbin', '/sbin').some((folder) => existsSync(path.join(folder, name)));

/** Why there can be no engine here; undefined when there can. */
export function whyNoEngine(): string | undefined {
  if (!hasProgram('docker')) return 'no docker client is installed (Debian: apt-get install docker.io docker-compose)';
  if (!hasProgram('docker-compose') && !hasComposePlugin()) return 'neither docker compose nor docker-compose is installed';
  if (answers()) return undefined;
  // Building and starting everything takes ten minutes: a run of all groups uses an engine that is there, and starts none.
  if (process.env['HOTLINE_TEST_ENGINE'] === 'running') return 'no Docker engine runs; ./hotline test docker starts one of its own';
  if (!hasProgram('dockerd')) return 'no Docker engine answers, and dockerd is not installed (Debian: apt-get install docker.io docker-compose)';
  return isRoot ? undefined : 'no Docker engine answers, and only root may start one';
}

export function hasComposePlugin(): boolean {
  try {
    execFileSync('docker', ['compose', 'version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

export interface Engine {
  stop(): Promise<void>;
}

/** Makes DOCKER_HOST name an engine that answers. */
export async function ensureEngine(dataFolder: string): Promise<Engine> {
  if (answers()) return { stop: () => Promise.resolve() };
  mkdirSync(dataFolder, { recursive: true });
  // A socket's path has to be short.
  const folder = mkdtempSync(path.join(os.tmpdir(), 'hotline-docker-'));
  const log = path.join(folder, 'log');
  const host = `unix://${folder}/sock`;
  const output = openSync(log, 'a');
  const engine = spawn('dockerd', ['--data-root', dataFolder, '--exec-root', path.join(folder, 'exec'), '--pidfile', path.join(folder, 'pid'), '--host', host], {
    stdio: ['ignore', output, output], env: { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` },
  });
  process.env['DOCKER_HOST'] = host;
  const until = performance.now() + START_LIMIT_MS;
  while (!answers()) {
    if (engine.exitCode !== null || performance.now() > until) {
      const words = readFileSync(log, 'utf8').slice(-1_000);
      await end(engine);
      throw new Error(`dockerd does not start:\n${words}`);
    }
    await wait(200);
  }
  return {
    async stop() {
      await end(engine);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function end(engine: ChildProcess): Promise<void> {
  if (engine.exitCode !== null || engine.signalCode !== null) return;
  const gone = once(engine, 'exit');
  engine.kill('SIGTERM');
  await Promise.race([gone, wait(STOP_LIMIT_MS)]);
  if (engine.exitCode === null) engine.kill('SIGKILL');
}
