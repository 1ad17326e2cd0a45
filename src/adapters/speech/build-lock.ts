import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { SpeechFault } from './speech-fault.ts';

const RETRY_MS = 50;
const MAX_WAIT_MS = 120_000;

/**
 * Lets one build at a time write a prompts folder. The lock is an abstract Unix socket named after the folder: the kernel gives
 * it to one process and takes it back when that process ends, however it ends, so no stale lock can stay.
 * @throws {SpeechFault} PROMPTS_BUSY after two minutes.
 */
export async function withBuildLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const name = createHash('sha256').update(await realpath(folder)).digest('hex');
  const lock = await acquire(`\0hotline-prompts-${name}`, folder);
  try {
    return await work();
  } finally {
    await new Promise((resolve) => lock.close(resolve));
  }
}

async function acquire(name: string, folder: string): Promise<Server> {
  for (let waitedMs = 0; waitedMs < MAX_WAIT_MS; waitedMs += RETRY_MS) {
    const server = await tryListen(name);
    if (server !== undefined) return server;
    await sleep(RETRY_MS);
  }
  throw new SpeechFault('PROMPTS_BUSY', `${folder}: another build has been writing here for two minutes`);
}

function tryListen(name: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error)));
    server.listen({ path: name, exclusive: true }, () => resolve(server));
  });
}
