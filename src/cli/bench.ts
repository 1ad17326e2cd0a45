/** `./hotline bench`: runs the measured claims in bench/. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { loadSettings } from '../config.ts';

async function bench(name: string | undefined, command: Command): Promise<void> {
  const { projectRoot } = loadSettings();
  const folder = path.join(projectRoot, 'bench');
  const known = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.bench.ts')).map((file) => file.slice(0, -'.bench.ts'.length)) : [];
  const chosen = name === undefined ? known : known.filter((one) => one === name);
  if (chosen.length === 0) command.error(known.length === 0 ? 'hotline: bench comes with a later issue' : `there is no bench "${name}"; there are: ${known.join(', ')}`, { exitCode: 2 });
  for (const one of chosen) {
    const child = spawn(process.execPath, [path.join(folder, `${one}.bench.ts`)], { cwd: projectRoot, stdio: ['ignore', 'inherit', 'inherit'] });
    const code = await new Promise<number>((resolve) => { child.on('close', (exit) => { resolve(exit ?? 1); }); });
    if (code !== 0) process.exitCode = code;
  }
}

export function registerBench(program: Command): void {
  program.command('bench').description('measure what the project claims').argument('[name]', 'only this one')
    .action((name: string | undefined, _options: unknown, command: Command) => bench(name, command));
}
