/**
 * Environments for the files of `calls` and `chaos`, in vitest's own process: as many as files run at once. Both projects
 * come by here before the first test runs: nothing is started until a file asks, so that the quick groups have the machine
 * for themselves.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { serveEnvironments } from './environment-link.ts';
import { startWholeHotline } from './whole-environment.ts';

declare module 'vitest' {
  interface ProvidedContext {
    environmentSocket: string;
  }
}

interface Shared {
  socketPath: string;
  users: number;
  close(): Promise<void>;
}
/** Each project loads this file anew: what they share hangs on the process. */
const shelf = globalThis as { hotlineEnvironment?: Promise<Shared> | undefined };

async function open(): Promise<Shared> {
  const folder = mkdtempSync(path.join(tmpdir(), 'hotline-link-'));
  const socketPath = path.join(folder, 'environment.sock');
  const served = await serveEnvironments(socketPath, () => startWholeHotline());
  return {
    socketPath,
    users: 0,
    async close() {
      await served.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const shared = await (shelf.hotlineEnvironment ??= open());
  shared.users += 1;
  project.provide('environmentSocket', shared.socketPath);
  return async () => {
    shared.users -= 1;
    if (shared.users > 0) return;
    shelf.hotlineEnvironment = undefined;
    await shared.close();
  };
}
