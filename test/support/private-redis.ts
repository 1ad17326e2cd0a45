/** A Redis of its own for a test file: on a socket in its own folder, so no port can clash; it can be killed, frozen, flushed and started again. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startContainerRedis } from './container-redis.ts';

export interface PrivateRedis {
  /** What a setting `redisUrl` takes. */
  readonly url: string;
  start(): Promise<void>;
  /** kill -9: nothing is written. */
  kill(): Promise<void>;
  freeze(): void;
  thaw(): void;
  cli(...words: string[]): string;
  remove(): Promise<void>;
}

/** `tcp`: also on a free port of 127.0.0.1, for programs that want a real URL. */
export async function startPrivateRedis({ tcp = false } = {}): Promise<PrivateRedis> {
  // Set by the containers' group (test/docker).
  if (process.env['HOTLINE_TEST_REDIS'] === 'container') return startContainerRedis(await freePort());
  const folder = mkdtempSync(path.join(os.tmpdir(), 'hotline-test-redis-'));
  const socket = path.join(folder, 'redis.sock');
  const port = tcp ? await freePort() : 0;
  const url = tcp ? `redis://127.0.0.1:${port}/0` : socket;
  let server: ChildProcess | undefined;
  const cli = (...words: string[]): string => execFileSync('redis-cli', ['-s', socket, ...words], { encoding: 'utf8' }).trim();

  const start = async (): Promise<void> => {
    // `save ''`: after a kill it comes back empty, which is the worst that can happen.
    server = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--unixsocket', socket, '--dir', folder, '--save', '', '--appendonly', 'no', '--maxmemory-policy', 'noeviction'], { stdio: 'ignore' });
    const deadline = Date.now() + 10_000;
    while (!existsSync(socket) || !answers(cli)) {
      if (Date.now() > deadline) throw new Error('redis-server does not start');
      await wait(20);
    }
  };
  const kill = async (): Promise<void> => {
    const dying = server;
    server = undefined;
    if (dying === undefined || dying.exitCode !== null) return;
    const gone = once(dying, 'exit');
    dying.kill('SIGKILL');
    await gone;
    rmSync(socket, { force: true });
  };
  await start();
  return {
    url, start, kill, cli,
    freeze: () => server?.kill('SIGSTOP'),
    thaw: () => server?.kill('SIGCONT'),
    remove: async () => {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function answers(cli: (...words: string[]) => string): boolean {
  try {
    return cli('ping') === 'PONG';
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
