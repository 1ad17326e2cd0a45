/** Starts the process of a part: in a session of its own, with its output in its log. */
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { childEnvironment } from '../config.ts';
import type { Part } from './part.ts';

const logLimitBytes = 20_000_000;

function openLog(file: string): number {
  if (existsSync(file) && statSync(file).size > logLimitBytes) renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o600);
}

/** The child's `pid` is undefined, and it emits `error`, when the program can't be started. */
export function spawnPart(part: Part, options: { logDir: string; diesWithParent: boolean }): ChildProcess {
  const log = openLog(path.join(options.logDir, `${part.name}.log`));
  const prefix = options.diesWithParent ? ['setpriv', '--pdeathsig', 'KILL', '--'] : [];
  const [program = '', ...args] = [...prefix, ...(typeof part.command === 'function' ? part.command() : part.command)];
  try {
    return spawn(program, args, { cwd: part.cwd, env: childEnvironment(part.env), detached: true, stdio: ['ignore', log, log] });
  } finally {
    closeSync(log);
  }
}
