/** `./hotline flows ...`: what can be done with the flow files. */
import type { Command } from 'commander';
import { loadSettings } from '../../config.ts';
import { checkShipped } from './check.ts';

export function registerFlows(program: Command): void {
  const flows = program.command('flows').description('IVR flows of ivr-flows/');
  flows
    .command('check')
    .description('every fault with file, line, node and what to do: targets, paths, loops, depth, prompts, names, answers, secrets')
    .option('--queue <name...>', 'further queues that flows may name', [])
    .action(async (options: { queue: string[] }) => {
      if (!(await checkShipped(loadSettings(), options.queue))) process.exitCode = 1;
    });
}
