/** Small parts for tests of supervision: shell scripts that beat, end or freeze as told. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Part } from '../../src/lab/part.ts';

export function makeFolder(): { folder: string; runDir: string; logDir: string; remove: () => void } {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'hotline-lab-'));
  return { folder, runDir: path.join(folder, 'run'), logDir: path.join(folder, 'log'), remove: () => { rmSync(folder, { recursive: true, force: true }); } };
}

/** A part that runs a shell script; `exec` at its end keeps the pid. */
export function shellPart(name: string, script: string, options: { folder: string; heartbeatFile?: string; graceMs?: number }): Part {
  return {
    name,
    command: ['sh', '-c', script],
    cwd: options.folder,
    env: {},
    stop: { signal: 'SIGTERM', graceMs: options.graceMs ?? 2_000 },
    ready: () => Promise.resolve({ ready: true, detail: '' }),
    ...(options.heartbeatFile === undefined ? {} : { heartbeatFile: options.heartbeatFile }),
  };
}

/** Waits for a fact; fails with its name after ten seconds. */
export async function until<T>(fact: string, look: () => T | undefined | false): Promise<T> {
  for (const limit = performance.now() + 10_000; performance.now() < limit; ) {
    const found = look();
    if (found !== undefined && found !== false) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`never came true: ${fact}`);
}
