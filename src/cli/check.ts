/** `./hotline check`: is the house in order? Compilers, lint, imports, shape, privacy, requirements, and the check itself. */
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InvalidArgumentError, type Command } from 'commander';
import { createHouseSteps, stepNames } from './check/house-steps.ts';
import { runSteps } from './check/run-steps.ts';

const projectRoot = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Collects `--only lint --only red` and `--only lint,red`. */
export function collectOnly(value: string, before: string[]): string[] {
  const names = value.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !stepNames.some((step) => step === name || step.startsWith(`${name}-`)));
  if (unknown !== undefined) throw new InvalidArgumentError(`There is no step "${unknown}". Steps: ${stepNames.join(', ')}.`);
  return [...before, ...names];
}

interface CheckOptions {
  readonly only: string[];
  readonly all?: boolean;
}

async function check({ only, all }: CheckOptions): Promise<void> {
  const startedAt = performance.now();
  const chosen = createHouseSteps(projectRoot).filter(({ name }) => only.length === 0 || only.some((wanted) => name === wanted || name.startsWith(`${wanted}-`)));
  const reports = await runSteps(chosen, { root: projectRoot, showAll: all === true, print: (line) => console.log(line) });
  const findings = reports.reduce((sum, { look }) => sum + look.findings.length, 0);
  const wrong = reports.filter(({ look }) => look.findings.length > 0).map(({ name }) => name);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`check: ${reports.length} steps, ${findings === 0 ? 'all green' : `${findings} findings in ${wrong.join(', ')}`}, ${seconds} s`);
  if (findings > 0) process.exitCode = 1;
}

/** Adds the command to the program. */
export function registerCheck(program: Command): void {
  program
    .command('check')
    .description('is the house in order: types, lint, imports between rooms, names and sizes, requirements')
    .option('--only <step>', `run only this step, or several (${stepNames.join(', ')})`, collectOnly, [])
    .option('--all', 'show every finding, not only the first of each step')
    .action((options: CheckOptions) => check(options));
}
