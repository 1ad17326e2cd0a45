/** `./hotline flows ...`: what can be done with the flow files. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { loadSettings } from '../../config.ts';
import { oneOf } from '../../core/ivr/check/problem.ts';
import { parseInstant } from '../parse-instant.ts';
import { checkShipped, readFlows } from './check.ts';
import { mermaidOf } from './graph.ts';
import { list, publish, show } from './releases.ts';
import { flowJsonSchema } from './schema.ts';
import { testFlows } from './test.ts';
import { tryFlows } from './try.ts';

const releaseNumber = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('the number of a release, such as 3.');
  return value;
};

export function registerFlows(program: Command): void {
  const flows = program.command('flows').description('IVR flows of ivr-flows/');
  flows
    .command('check')
    .description('every fault with file, line, node and what to do: targets, paths, loops, depth, prompts, names, answers, secrets')
    .option('--queue <name...>', 'further queues that flows may name', [])
    .action(async (options: { queue: string[] }) => {
      if (!(await checkShipped(loadSettings(), options.queue))) process.exitCode = 1;
    });
  flows
    .command('try')
    .description('a call in the terminal: what is said is printed, keys are typed; lines can come from a file')
    .option('--dials <number>', 'the number that is dialled', '95500')
    .option('--at <instant>', "the firm's time, such as 2026-11-23T10:00+08:00", parseInstant, '2026-11-23T10:00+08:00')
    .addOption(new Option('--client <who>', "clients that have the caller's number").choices(['none', 'one', 'many']).default('none'))
    .action(async (options: { dials: string; at: string; client: 'none' | 'one' | 'many' }) => {
      const isDone = await tryFlows({ ...loadSettings(), ...options, at: Date.parse(options.at), input: process.stdin, print: console.log });
      if (!isDone) process.exitCode = 1;
    });
  flows
    .command('test')
    .argument('[part]', 'only tests with this in their name or file', '')
    .description('the scripts of ivr-flows/tests, under a virtual clock')
    .action(async (part: string) => {
      if (!(await testFlows(loadSettings(), part))) process.exitCode = 1;
    });
  flows
    .command('graph')
    .argument('[flow]', 'only this flow')
    .description('the flows as Mermaid drawings')
    .action(async (only: string | undefined) => {
      if (!(await draw(only))) process.exitCode = 1;
    });
  flows.command('schema').description('the JSON Schema of flow files, for editors').action(() => {
    process.stdout.write(flowJsonSchema());
  });
  registerReleases(flows);
}

async function draw(only: string | undefined): Promise<boolean> {
  const all = await readFlows(loadSettings());
  const chosen = (all ?? []).filter((flow) => only === undefined || flow.id === only);
  for (const flow of chosen) console.log(`${mermaidOf(flow)}\n`);
  if (all !== null && chosen.length === 0) console.error(`there is no flow "${only ?? ''}": ${oneOf(all.map(({ id }) => id))}`);
  return chosen.length > 0;
}

function registerReleases(flows: Command): void {
  flows
    .command('publish')
    .description('the folder as the next release, if it is in order: new calls run on it within a second')
    .requiredOption('--by <name>', 'who publishes')
    .option('--note <text>', 'why', '')
    .action(publish);
  flows.command('list').description('the releases, newest first: when, who, why').action(list);
  flows
    .command('show')
    .argument('<number>', 'number of a release', releaseNumber)
    .description('a release: what it changed, and its files')
    .option('--files', 'print the files too')
    .action(show);
}
