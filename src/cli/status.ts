/** `./hotline status`: how each part is, and what is alive on the exchange. Exit code 0 only when all parts are ready. */
import type { Command } from 'commander';
import { loadConfig, loadSettings } from '../config.ts';
import { readStatus, type Status } from '../lab/status.ts';
import { welcome } from './welcome.ts';

function asText(status: Status): string {
  const count = (value: number | null): string => (value === null ? '?' : String(value));
  const { live } = status;
  return [
    ...status.parts.map((part) => `  ${part.ready ? 'ok  ' : 'NO  '} ${part.name.padEnd(11)} ${String(part.pid ?? '-').padStart(8)}  ${part.detail}`),
    '',
    `  live: ${count(live.calls)} calls, ${count(live.channels)} channels, ${count(live.bridges)} bridges, ${count(live.reservations)} reservations, ${count(live.deadlines)} deadlines`,
  ].join('\n');
}

async function status(options: { json?: true }): Promise<void> {
  const found = await readStatus(loadSettings());
  if (!found.ready) process.exitCode = 1;
  if (options.json) {
    console.log(JSON.stringify(found));
    return;
  }
  console.log(found.ready ? 'ready' : 'NOT ready');
  console.log(asText(found));
  const isUp = found.parts.some((part) => part.pid !== null);
  console.log(isUp ? `\n${welcome(loadConfig(), found)}` : '\nNothing runs. ./hotline up starts everything.');
}

export function registerStatus(program: Command): void {
  program.command('status').description('how each part is, sign-ins, and what is alive right now').option('--json', 'one JSON object').action(status);
}
