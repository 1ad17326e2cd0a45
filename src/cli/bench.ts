/** `./hotline bench`: runs the measured claims in bench/. */
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { loadSettings } from '../config.ts';

interface BenchOptions {
  pairs?: string;
  keep?: true;
  quick?: true;
}

async function bench(name: string | undefined, options: BenchOptions, command: Command): Promise<void> {
  const { projectRoot } = loadSettings();
  const folder = path.join(projectRoot, 'bench');
  const known = readdirSync(folder).filter((file) => file.endsWith('.bench.ts')).map((file) => file.slice(0, -'.bench.ts'.length));
  const chosen = name === undefined ? known : known.filter((one) => one === name);
  if (chosen.length === 0) command.error(`there is no bench "${name}"; there are: ${known.join(', ')}`, { exitCode: 2 });
  if (options.pairs !== undefined && !/^[1-9]\d?$/.test(options.pairs)) command.error('--pairs wants a number from 1 to 99', { exitCode: 2 });
  const words = [...(options.pairs === undefined ? [] : ['--pairs', options.pairs]), ...(options.keep ? ['--keep'] : []), ...(options.quick ? ['--quick'] : [])];
  for (const one of chosen) {
    const child = spawn(process.execPath, [path.join(folder, `${one}.bench.ts`), ...words], { cwd: projectRoot, stdio: ['ignore', 'inherit', 'inherit'] });
    const code = await new Promise<number>((resolve) => { child.on('close', (exit) => { resolve(exit ?? 1); }); });
    if (code !== 0) process.exitCode = code;
  }
}

export function registerBench(program: Command): void {
  program.command('bench').description('measure what the project claims, beside its peers (docs/performance.md)').argument('[name]', 'only this one')
    .option('--pairs <n>', 'how many pairs, ours and peer (default: 5)')
    .option('--keep', 'add the figures to docs/performance.md; only on a machine that does nothing else')
    .option('--quick', 'tiny counts: shows that it runs, measures nothing')
    .action((name: string | undefined, options: BenchOptions, command: Command) => bench(name, options, command));
}
