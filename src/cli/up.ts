/** `./hotline up`: install what is missing, start everything, say what to try. */
import { spawn } from 'node:child_process';
import type { Command } from 'commander';
import { ConfigError, hasDisplay, loadSettings, type Config } from '../config.ts';
import { stopHome } from '../lab/down.ts';
import { filesOf } from '../lab/files.ts';
import { withLock } from '../lab/file-lock.ts';
import { hasProgram } from '../lab/machine.ts';
import { prepareHome } from '../lab/home.ts';
import { findSupervisor } from '../lab/supervisor-link.ts';
import { readStatus } from '../lab/status.ts';
import { createSteps } from '../lab/steps.ts';
import { bringUp } from '../lab/up.ts';
import { readTlsFiles } from '../tls-files.ts';
import { followLogs } from './follow-logs.ts';
import { parseInstant } from './parse-instant.ts';
import { welcome } from './welcome.ts';

type Options = { detach?: true; browser: boolean; now?: string };

async function up(options: Options): Promise<void> {
  const startedAt = performance.now();
  const { home } = loadSettings();
  assertSamePorts();
  const print = (line: string): void => { console.log(line); };
  const config = prepareHome();
  readTlsFiles(config, Date.now());
  print(`hotline: data in ${home}, ports from ${config.portBase}`);
  await withLock(`${home}/run/up.lock`, () => bringUp(config, { steps: createSteps(print), ...(options.now === undefined ? {} : { now: options.now }) }),
    () => { print('  ...  waiting for another ./hotline up of this home'); });
  const status = await readStatus(config);
  print(`\nReady after ${((performance.now() - startedAt) / 1000).toFixed(1)} s.\n\n${welcome(config, status)}`);
  if (options.browser && hasDisplay() && hasProgram('xdg-open')) openPage(config);
  if (options.detach) return;
  print('\nCtrl-C stops everything. Lines that matter follow:\n');
  await stayInFront(config);
}

/** Ports can't change under running parts: they would be asked where they do not listen. */
function assertSamePorts(): void {
  const asked = loadSettings();
  const kept = loadSettings({ HOTLINE_HOME: asked.home });
  if (findSupervisor(asked) === undefined || JSON.stringify(asked.ports) === JSON.stringify(kept.ports)) return;
  throw new ConfigError(`HOTLINE_PORT_BASE: ${asked.home} runs on ports from ${kept.portBase}, not ${asked.portBase}. ./hotline down first, or leave the ports as they are. Example: HOTLINE_PORT_BASE=${kept.portBase}`);
}

function openPage(config: Config): void {
  const child = spawn('xdg-open', [config.pageUrl], { detached: true, stdio: 'ignore' });
  child.on('error', () => undefined);
  child.unref();
}

/** Shows warnings and errors of every part until Ctrl-C, then stops the home. */
async function stayInFront(config: Config): Promise<void> {
  const logs = followLogs(filesOf(config.home).logDir, { fromLevel: 40, lastLines: 0, print: (line) => { console.log(line); } });
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => { resolve(); });
  });
  logs.stop();
  console.log('\nstopping ...');
  await stopHome(config);
  console.log('stopped');
}

export function registerUp(program: Command): void {
  program
    .command('up')
    .description('install what is missing, start everything, tell what to try (again: takes seconds, changes nothing)')
    .option('-d, --detach', 'come back when all is ready; ./hotline down stops it')
    .option('--no-browser', 'do not open the desk page, even on a desktop')
    .option('--now <time>', "set the firm's business clock (quotes, opening hours), e.g. 2026-11-23T10:00+08:00; it runs on from there and is kept until changed", parseInstant)
    .action(up);
}
