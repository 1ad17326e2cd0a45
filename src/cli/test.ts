/** `./hotline test`: prepares what tests need, runs them, and closes with how many there were. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { childEnvironment, loadSettings } from '../config.ts';
import { countSipCalls } from '../lab/sip-call-log.ts';
import { createSteps } from '../lab/steps.ts';
import { prepareForTests } from '../lab/test-preparation.ts';
import { type Counts, inPlaceOf, mayBeAskedAgain, readFailedFiles } from './try-again-alone.ts';

const groups = ['core', 'stories', 'adapters', 'http', 'web', 'lab', 'house', 'calls', 'chaos', 'crowd', 'docker'] as const;
const needNothing: readonly string[] = ['core', 'stories', 'house'];
const onTheLine: readonly string[] = ['calls', 'chaos', 'crowd', 'docker'];
const closingLine = /^(?:\x1b\[[0-9;]*m)*\d+ passed, \d+ failed, \d+ skipped/;

export type Run = { exitCode: number; closing: string | undefined };

/** Runs a program of this project and shows what it prints, but for the closing line, which is kept for the end. */
function run(args: readonly string[], env: Readonly<Record<string, string>>, projectRoot: string): Promise<Run> {
  const child = spawn(process.execPath, args, { cwd: projectRoot, env: childEnvironment(env), stdio: ['ignore', 'pipe', 'inherit'] });
  let closing: string | undefined;
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (closingLine.test(line)) closing = line;
    else console.log(line);
  });
  const passOn = (signal: NodeJS.Signals): void => { child.kill(signal); };
  process.on('SIGINT', passOn).on('SIGTERM', passOn);
  return new Promise((resolve) => { child.on('close', (code) => { resolve({ exitCode: code ?? 1, closing }); }); });
}

/**
 * Quick groups have the cores to themselves; real calls and disasters mostly wait, so they go side by side, each in its
 * world; the crowd comes last and alone, and the containers after it.
 */
async function runAll(runGroups: (names: readonly string[]) => Promise<Run>): Promise<Run[]> {
  const quick = await runGroups(groups.filter((name) => !onTheLine.includes(name)));
  const sideBySide = await Promise.all([runGroups(['calls']), runGroups(['chaos'])]);
  return [quick, ...sideBySide, await runGroups(['crowd']), await runGroups(['docker'])];
}

const uncounted: Counts = { passed: 0, failed: 1, skipped: 0 };

/** What a run counted; one that closed without counts counts as one failure. */
function countsOf({ closing }: Run): Counts {
  const [passed = 0, failed = 0, skipped = 0] = [...(closing ?? '').replace(/\x1b\[[0-9;]*m/g, '').matchAll(/\d+/g)].map(Number);
  return closing === undefined ? uncounted : { passed, failed, skipped };
}

/** One closing line for all runs. */
export function together(runs: readonly Run[]): Run {
  const counts = runs.map(countsOf).reduce((sum, one) => inPlaceOf(sum, { passed: 0, failed: 0, skipped: 0 }, one), { passed: 0, failed: 0, skipped: 0 });
  return closingOf(counts, runs.reduce((worst, one) => Math.max(worst, one.exitCode), 0));
}

function closingOf({ passed, failed, skipped }: Counts, exitCode: number): Run {
  return { exitCode: exitCode === 0 && failed !== 0 ? 1 : exitCode, closing: `${passed} passed, ${failed} failed, ${skipped} skipped` };
}

/** Files of real calls that failed beside others are asked once more, alone. */
async function andAgainAlone(whole: Run, failedFiles: string, runFile: (group: string, file: string) => Promise<Run>): Promise<Run> {
  let counts = countsOf(whole);
  const again = mayBeAskedAgain(counts, readFailedFiles(failedFiles));
  for (const first of again) {
    console.log(`failed beside others, asked again alone: ${first.file}`);
    const second = await runFile(first.group, first.file);
    console.log(`${second.exitCode === 0 ? 'passed alone' : 'failed again'}: ${first.file}`);
    counts = inPlaceOf(counts, first, countsOf(second));
  }
  if (again.length > 0) console.log(`files that needed a second try: ${again.length}`);
  return again.length > 0 && counts.failed === 0 ? closingOf(counts, 0) : closingOf(counts, whole.exitCode);
}

async function test(group: string | undefined, name: string | undefined, command: Command): Promise<void> {
  const settings = loadSettings();
  if (group === 'soak') {
    await soak(name ?? '', settings.projectRoot, command);
    return;
  }
  const isKnown = group === undefined || groups.some((known) => known === group);
  if (!isKnown) command.error(`there is no group "${group}"; groups: ${groups.join(', ')}, soak NAME`, { exitCode: 2 });
  if (group === undefined || !needNothing.includes(group)) await prepareForTests(createSteps((line) => { console.log(line); }));
  const folder = mkdtempSync(path.join(os.tmpdir(), 'hotline-test-'));
  const sipCalls = path.join(folder, 'sip-calls');
  const vitest = path.join(settings.projectRoot, 'node_modules/vitest/vitest.mjs');
  const failedFiles = path.join(folder, 'failed-files');
  const env = { HOTLINE_SIP_CALL_LOG: sipCalls, HOTLINE_TEST_FAILED_FILES: failedFiles, HOTLINE_ASTERISK_ROOT: settings.asteriskRoot, HOTLINE_CACHE_DIR: settings.cacheDir };
  const engine = group === undefined ? { HOTLINE_TEST_ENGINE: 'running' } : {};
  const runGroups = (names: readonly string[]): Promise<Run> =>
    run([vitest, 'run', ...names.flatMap((one) => ['--project', one]), ...(name === undefined ? [] : [name])], { ...env, ...engine }, settings.projectRoot);
  const runs = group === undefined ? await runAll(runGroups) : [await runGroups([group])];
  const runFile = (group: string, file: string): Promise<Run> =>
    run([vitest, 'run', '--project', group, file], { ...env, HOTLINE_TEST_FAILED_FILES: `${failedFiles}-again` }, settings.projectRoot);
  const { exitCode, closing } = group === undefined ? await andAgainAlone(together(runs), failedFiles, runFile) : together(runs);
  console.log(`real SIP calls placed: ${countSipCalls(sipCalls)}`);
  rmSync(folder, { recursive: true, force: true });
  console.log(closing);
  process.exitCode = exitCode;
}

/** Long runs are programs of their own, not vitest files: they say themselves what they found. */
async function soak(name: string, projectRoot: string, command: Command): Promise<void> {
  const file = path.join(projectRoot, 'test/soak', `${name}.soak.ts`);
  if (!/^[a-z0-9-]+$/.test(name) || !existsSync(file)) command.error(`hotline: soak ${name} comes with a later issue`, { exitCode: 2 });
  process.exitCode = (await run([file], {}, projectRoot)).exitCode;
}

export function registerTest(program: Command): void {
  program
    .command('test')
    .description('run the tests, all or one group; installs what they need')
    .argument('[group]', `${groups.join(', ')}, or soak`)
    .argument('[name]', 'only test files whose path holds this; with soak: which one')
    .action((group: string | undefined, name: string | undefined, _options: unknown, command: Command) => test(group, name, command));
}
