/** A range of a thousand ports for one test file: claimed by a lock file, so that two workers never share one. */
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { loadSettings } from '../../../../src/config.ts';

const firstBase = Number(process.env['HOTLINE_TEST_PORT_BASE'] ?? loadSettings().portBase + 7_000);
const folder = path.join(os.tmpdir(), 'hotline-test-ports');

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function take(file: string): boolean {
  try {
    const lock = openSync(file, 'wx');
    writeSync(lock, String(process.pid));
    closeSync(lock);
    return true;
  } catch {
    return false;
  }
}

/** Claims a base; the caller gives it back with `release`. Locks of dead processes are taken over. */
export function claimPorts(): { base: number; release: () => void } {
  mkdirSync(folder, { recursive: true });
  for (let base = firstBase; base < firstBase + 4_000; base += 1_000) {
    const file = path.join(folder, `${base}.lock`);
    if (!take(file)) {
      const holder = Number(readFileSync(file, 'utf8') || '0');
      if (holder === 0 || isAlive(holder)) continue;
      rmSync(file, { force: true });
      if (!take(file)) continue;
    }
    return { base, release: () => { rmSync(file, { force: true }); } };
  }
  throw new Error(`no free range of ports from ${firstBase}`);
}
