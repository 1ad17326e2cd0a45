/** CPU time of processes, from the kernel's own books. */
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import os from 'node:os';

const TICKS_PER_S = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

interface ProcessStat {
  pid: number;
  parent: number;
  /** Its own time and that of its ended children, ms. */
  cpuMs: number;
}

function statOf(pid: number): ProcessStat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ').map(Number);
    const ticks = [11, 12, 13, 14].reduce((sum, field) => sum + (fields[field] ?? 0), 0);
    return { pid, parent: fields[1] ?? 0, cpuMs: (ticks * 1_000) / TICKS_PER_S };
  } catch {
    return undefined;
  }
}

/** A process and all it has started, such as PostgreSQL's backends. */
export function processTree(root: number): number[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => statOf(Number(name)) ?? []);
  const tree = [root];
  for (const parent of tree) tree.push(...all.filter((one) => one.parent === parent).map(({ pid }) => pid));
  return tree;
}

/** CPU time so far of a process and its descendants, living and dead, ms. */
export const cpuMsOf = (root: number): number => processTree(root).reduce((sum, pid) => sum + (statOf(pid)?.cpuMs ?? 0), 0);

/** The last core is the load's; what is measured has the others. */
export const cores = { measured: os.availableParallelism() < 2 ? '0' : `0-${os.availableParallelism() - 2}`, load: String(os.availableParallelism() - 1) };

/** Keeps a process, its threads and what it starts later on the cores of what is measured. */
export function pinMeasured(root: number): void {
  for (const pid of processTree(root)) {
    try {
      execFileSync('taskset', ['-a', '-c', '-p', cores.measured, String(pid)], { stdio: 'ignore' });
    } catch {
      // Ended meanwhile.
    }
  }
}
