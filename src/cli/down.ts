/** `./hotline down`: stop everything of this home. */
import type { Command } from 'commander';
import { loadSettings } from '../config.ts';
import { stopHome } from '../lab/down.ts';

async function down(): Promise<void> {
  const startedAt = performance.now();
  const settings = loadSettings();
  const { wasRunning, strays, mounts } = await stopHome(settings);
  for (const { pid, commandLine } of strays) console.log(`  ended a left-over process: ${pid} ${commandLine.slice(0, 80)}`);
  for (const mount of mounts) console.log(`  still mounted: ${mount}`);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(wasRunning ? `stopped after ${seconds} s; the data stays in ${settings.home}` : `nothing of ${settings.home} was running`);
  if (mounts.length > 0) process.exitCode = 1;
}

export function registerDown(program: Command): void {
  program.command('down').description('stop everything; data is kept').action(down);
}
