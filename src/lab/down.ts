/** Stops everything of a home, and then looks whether that is so. */
import { readFileSync, rmSync } from 'node:fs';
import type { Settings } from '../config.ts';
import { filesOf } from './files.ts';
import { partNames } from './part.ts';
import { endProcess, forgetRecord, readLiveRecord } from './part-record.ts';
import { stopOrder } from './parts.ts';
import { strayProcesses } from './process-identity.ts';
import { endSupervisor } from './supervisor-link.ts';

export type DownReport = { wasRunning: boolean; strays: { pid: number; commandLine: string }[]; mounts: string[] };

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Ends supervisor, parts, and whatever else belongs to the home. Resolves with what it found on the way. */
export async function stopHome(settings: Settings): Promise<DownReport> {
  const files = filesOf(settings.home);
  let wasRunning = await endSupervisor(settings);
  rmSync(files.wanted, { force: true });
  // Parts whose supervisor was killed are known by their records.
  for (const group of stopOrder) {
    await Promise.all(group.map(async (name) => {
      const record = readLiveRecord(files.runDir, name);
      if (record === undefined) return;
      wasRunning = true;
      await endProcess(record, { signal: name === 'postgres' ? 'SIGINT' : 'SIGTERM', graceMs: 4_000 });
    }));
  }
  for (const name of ['supervisor', ...partNames]) {
    forgetRecord(files.runDir, name);
    rmSync(files.heartbeat(name), { force: true });
  }
  const strays = await endStrays(settings.home);
  const mounts = readFileSync('/proc/self/mounts', 'utf8').split('\n').map((line) => line.split(' ')[1] ?? '').filter((point) => point.startsWith(`${settings.home}/`));
  return { wasRunning: wasRunning || strays.length > 0, strays, mounts };
}

async function endStrays(home: string): Promise<{ pid: number; commandLine: string }[]> {
  const found = new Map<number, string>();
  // PostgreSQL's children need a moment to notice that their parent is gone.
  for (const until = performance.now() + 1_000; performance.now() < until && strayProcesses(home).length > 0; ) await pause(50);
  for (let round = 0; round < 5; round += 1) {
    const left = strayProcesses(home);
    if (left.length === 0) break;
    for (const { pid, commandLine } of left) {
      found.set(pid, commandLine);
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It went by itself between the look and the signal.
      }
    }
    await pause(100);
  }
  return [...found].map(([pid, commandLine]) => ({ pid, commandLine }));
}
