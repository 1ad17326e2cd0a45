/** Shows logs of parts as they grow. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { readLogLine } from '../lab/log-line.ts';

export type FollowOptions = {
  /** Lines below this level are left out (pino's numbers: 30 info, 40 warn). */
  fromLevel: number;
  /** How many old lines of each file to begin with. */
  lastLines: number;
  /** Without it: the old lines only. */
  isEndless?: boolean;
  parts?: readonly string[];
  print: (line: string) => void;
};

/** One `tail` per file, so that lines of two parts never mix within a line. Resolves `done` when all have ended. */
export function followLogs(logDir: string, options: FollowOptions): { done: Promise<void>; stop: () => void } {
  const known = existsSync(logDir) ? readdirSync(logDir).filter((name) => name.endsWith('.log')).map((name) => name.slice(0, -4)) : [];
  const parts = options.parts ?? known;
  const isEndless = options.isEndless ?? true;
  const tails = parts.filter((part) => known.includes(part)).map((part) => {
    const mode = isEndless ? ['--follow=name', '--retry'] : [];
    const child = spawn('tail', [`--lines=${options.lastLines}`, ...mode, path.join(logDir, `${part}.log`)], { stdio: ['ignore', 'pipe', 'ignore'] });
    createInterface({ input: child.stdout }).on('line', (line) => {
      const read = readLogLine(part, line);
      if (read.level >= options.fromLevel) options.print(read.text);
    });
    return { child, done: new Promise<void>((resolve) => { child.on('close', () => { resolve(); }); }) };
  });
  return {
    done: Promise.all(tails.map((tail) => tail.done)).then(() => undefined),
    stop: () => { for (const { child } of tails) child.kill(); },
  };
}
