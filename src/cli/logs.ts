/** `./hotline logs`: what the parts say. */
import type { Command } from 'commander';
import { loadSettings } from '../config.ts';
import { filesOf } from '../lab/files.ts';
import { partNames } from '../lab/part.ts';
import { followLogs } from './follow-logs.ts';

const known = [...partNames, 'supervisor', 'provision', 'pages'] as const;

async function logs(part: string | undefined, options: { follow?: true; lines: string }, command: Command): Promise<void> {
  if (part !== undefined && !known.some((name) => name === part)) command.error(`there is no part "${part}"; parts: ${known.join(', ')}`, { exitCode: 2 });
  const shown = followLogs(filesOf(loadSettings().home).logDir, {
    fromLevel: 0, lastLines: Number(options.lines), isEndless: options.follow === true, print: (line) => { console.log(line); },
    ...(part === undefined ? {} : { parts: [part] }),
  });
  await shown.done;
}

export function registerLogs(program: Command): void {
  program
    .command('logs')
    .description('what the parts say')
    .argument('[part]', known.join(', '))
    .option('-f, --follow', 'go on as they grow')
    .option('-n, --lines <count>', 'old lines of each part to begin with', '50')
    .action(logs);
}
