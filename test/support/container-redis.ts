/** The published Redis in a container of its own, with the same hands on it as a private one (private-redis.ts). */
import { execFileSync } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { GenericContainer, Wait } from 'testcontainers';
import type { PrivateRedis } from './private-redis.ts';

const START_LIMIT_MS = 20_000;
const docker = (...words: string[]): string => execFileSync('docker', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();

/** `port`: of 127.0.0.1, free now; it stays the same when the server comes back. */
export async function startContainerRedis(port: number): Promise<PrivateRedis> {
  const container = await new GenericContainer('redis:7-bookworm')
    .withCommand(['redis-server', '--save', '', '--appendonly', 'no', '--maxmemory-policy', 'noeviction', '--protected-mode', 'no'])
    .withExposedPorts({ container: 6379, host: port })
    .withWaitStrategy(Wait.forListeningPorts())
    .start();
  const id = container.getId();
  const cli = (...words: string[]): string => docker('exec', id, 'redis-cli', ...words);
  return {
    url: `redis://127.0.0.1:${port}/0`,
    cli,
    async start() {
      docker('start', id);
      const until = Date.now() + START_LIMIT_MS;
      while (!answers(cli)) {
        if (Date.now() > until) throw new Error('redis does not come back');
        await wait(50);
      }
    },
    kill: () => Promise.resolve(void docker('kill', id)),
    freeze: () => void docker('pause', id),
    thaw: () => void docker('unpause', id),
    async remove() {
      await container.stop({ timeout: 0 }).catch(() => undefined);
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
