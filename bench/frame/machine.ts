/** What a figure was measured on. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import os from 'node:os';

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly kernel: string;
  readonly node: string;
  readonly postgres: string;
  readonly redis: string;
  readonly asterisk: string;
  readonly loadBefore: number;
}

function firstLine(command: string, args: readonly string[]): string {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).split('\n')[0]?.trim() ?? '';
  } catch {
    return 'unknown';
  }
}

export function describeMachine(tools: { asterisk: string; postgresBin: string | undefined }): Machine {
  const cpu = /^model name\s*:\s*(.+)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1] ?? os.arch();
  return {
    cpu, cores: os.availableParallelism(), memoryGb: Math.round(os.totalmem() / 2 ** 30), kernel: os.release(), node: process.version,
    postgres: firstLine(tools.postgresBin === undefined ? 'postgres' : `${tools.postgresBin}/postgres`, ['--version']).replace(/^postgres \(PostgreSQL\) /, ''),
    redis: /v=(\S+)/.exec(firstLine('redis-server', ['--version']))?.[1] ?? 'unknown',
    asterisk: tools.asterisk,
    loadBefore: os.loadavg()[0] ?? 0,
  };
}

export const machineLine = (machine: Machine): string =>
  `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, Linux ${machine.kernel}, Node ${machine.node}, PostgreSQL ${machine.postgres}, Redis ${machine.redis}, Asterisk ${machine.asterisk}`;

export const commitOf = (projectRoot: string): string => firstLine('git', ['-C', projectRoot, 'rev-parse', '--short', 'HEAD']);
