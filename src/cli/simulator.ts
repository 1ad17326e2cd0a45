/** `./hotline simulator`: the back-office simulator alone, in front, with the demo firm's clients; `up` starts it by itself. */
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { allSecrets, loadConfig } from '../config.ts';
import { filesOf } from '../lab/files.ts';
import { feedSimulator } from '../lab/firm.ts';
import { createPart } from '../lab/parts.ts';
import { untilReady } from '../lab/readiness.ts';

const readyLimitMs = 30_000;

async function run(): Promise<void> {
  const config = loadConfig(undefined, allSecrets);
  const files = filesOf(config.home);
  mkdirSync(files.runDir, { recursive: true });
  writeFileSync(files.brokerageToken, config.secrets.brokerageToken, { mode: 0o600 });
  const part = createPart('simulator', config);
  const [program, ...args] = typeof part.command === 'function' ? part.command() : part.command;
  const child = spawn(program, args, { stdio: 'inherit' });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => child.kill(signal));
  const ended = new Promise<number>((resolve) => { child.on('close', (code) => { resolve(code ?? 1); }); });
  const fed = untilReady('simulator', part.ready, readyLimitMs).then(() => feedSimulator(config));
  // A simulator that ends before it is fed has said why.
  await Promise.race([fed, ended]);
  process.exit(await ended);
}

export function registerSimulator(program: Command): void {
  program
    .command('simulator')
    .description('the back-office simulator alone, with the demo clients; ./hotline up starts it by itself')
    .action(run);
}
