/**
 * Who a pid is. A pid alone is worth nothing: after a restart of the machine, or after enough processes, it names a
 * stranger. A record holds the kernel's start time and the boot id beside it, and is believed only when all agree.
 */
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';

export type ProcessRecord = {
  pid: number;
  /** True clock, ISO 8601; for people. */
  startedAt: string;
  /** Kernel ticks since boot at which the process started. */
  startTicks: number;
  bootId: string;
};

const bootId = (): string => readOrEmpty('/proc/sys/kernel/random/boot_id').trim();

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Start time in ticks, or undefined when no such process is alive (a zombie counts as dead). */
export function startTicksOf(pid: number): number | undefined {
  const stat = readOrEmpty(`/proc/${pid}/stat`);
  // The command in brackets may hold spaces and brackets: fields count from the last bracket.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (stat === '' || fields[0] === 'Z' || fields[0] === 'X') return undefined;
  return Number(fields[19]);
}

/** Notes a process that was just started. Throws when it is gone already. */
export function identify(pid: number, at: Date): ProcessRecord {
  const startTicks = startTicksOf(pid);
  if (startTicks === undefined) throw new Error(`process ${pid} is gone`);
  return { pid, startedAt: at.toISOString(), startTicks, bootId: bootId() };
}

/** True when the recorded process itself, and no stranger under its pid, is alive. */
export function isAlive(record: ProcessRecord): boolean {
  return record.bootId === bootId() && startTicksOf(record.pid) === record.startTicks;
}

/** Command line of a process, words joined by spaces; empty when it is gone or not ours to read. */
export const commandLineOf = (pid: number): string => readOrEmpty(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim();

/**
 * Processes that belong to a home though no record names them: those whose root folder lies in it (anything inside
 * an Asterisk root) and those the supervisor started for it (both HOTLINE_PART and HOTLINE_HOME in their environment).
 */
export function strayProcesses(home: string): { pid: number; commandLine: string }[] {
  const found: { pid: number; commandLine: string }[] = [];
  for (const entry of readdirSync('/proc')) {
    const pid = Number(entry);
    if (!Number.isInteger(pid) || pid === process.pid || startTicksOf(pid) === undefined) continue;
    if (rootOf(pid).startsWith(`${home}/`) || isPartOf(pid, home)) found.push({ pid, commandLine: commandLineOf(pid) });
  }
  return found;
}

function rootOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/root`);
  } catch {
    return '';
  }
}

function isPartOf(pid: number, home: string): boolean {
  const environment = readOrEmpty(`/proc/${pid}/environ`).split('\0');
  return environment.includes(`HOTLINE_HOME=${home}`) && environment.some((pair) => pair.startsWith('HOTLINE_PART='));
}
