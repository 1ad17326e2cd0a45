/** `sudo ./hotline provision`: the part of `up` that needs root, for people who may not do it themselves. */
import { mkdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Command } from 'commander';
import { loadSettings, sudoCaller } from '../config.ts';
import { provisionAsRoot } from '../lab/provision/provision.ts';
import { createSteps } from '../lab/steps.ts';

async function provision(options: { tests?: true }): Promise<void> {
  const settings = loadSettings();
  const logFile = path.join(mkdirTemporary(), 'provision.log');
  const steps = createSteps((line) => { console.log(line); });
  await steps.step('what this machine lacks', async (news) => {
    await provisionAsRoot({ settings, purpose: options.tests ? 'test' : 'run', logFile, news, owner: sudoCaller() });
    return undefined;
  }, { advice: "does apt-get update work here? Packages come from this machine's own sources", logFile });
}

function mkdirTemporary(): string {
  const folder = path.join(os.tmpdir(), `hotline-provision-${process.pid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

export function registerProvision(program: Command): void {
  program
    .command('provision')
    .description('only install what this machine lacks (needs root; up does it by itself where it may)')
    .option('--tests', 'also what the tests need: a browser and a Chinese font')
    .action(provision);
}
