/** `./hotline prompts build | missing | export | import`: the prompt catalogue, for operators and the recording studio. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Command } from 'commander';
import { buildPrompts } from '../adapters/speech/build.ts';
import { createEspeakEngine } from '../adapters/speech/espeak-engine.ts';
import { checkTakes, importTakes } from '../adapters/speech/import-takes.ts';
import { printScript, scriptPage } from '../adapters/speech/script-page.ts';
import { SpeechFault } from '../adapters/speech/speech-fault.ts';
import { formatScript, missingClips, spokenIds, studioScript, type ScriptFormat } from '../adapters/speech/studio.ts';
import { allSecrets, ConfigError, loadConfig, loadSettings, type Settings } from '../config.ts';
import { securityListSchema, type Security } from '../contract/brokerage/security.ts';
import { promptLanguages, type PromptLanguage } from '../contract/prompt-catalogue.ts';
import { listSecurities } from '../lab/prompts.ts';
import { oneOf } from './one-of.ts';

const BACK_OFFICE_ROUNDS = 20;
const BACK_OFFICE_PAUSE_MS = 1_000;

/** Where the prompts of an environment lie; `up` builds with the same. */
export function promptFolders(settings: Settings) {
  return {
    promptsFolder: settings.promptsDir,
    catalogueFolder: path.join(settings.flowsDir, 'prompts'),
    cacheFolder: path.join(settings.cacheDir, 'prompts'),
  };
}

async function build(options: { securities?: string; listed?: true }): Promise<void> {
  const settings = loadSettings();
  const startedAt = performance.now();
  const securities = options.listed ? await askBackOffice() : options.securities === undefined ? undefined : await readSecurities(options.securities);
  const summary = await buildPrompts({
    ...promptFolders(settings),
    engine: createEspeakEngine({ rootFolder: settings.asteriskRoot }),
    ...(securities === undefined ? {} : { securities }),
    onProgress: ({ done, total }) => {
      if (done % 100 === 0) console.error(`  ${done} of ${total}`);
    },
  });
  for (const file of summary.unknownRecordings) console.error(`${file}: belongs to no prompt; is the id spelt right?`);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${summary.clips} clips: ${summary.made} made now, ${summary.recorded} from the studio, ${summary.filesWritten} files written, ${seconds} s`);
}

/** In a composed start the back office may come a little later than we do. */
async function askBackOffice(): Promise<readonly Security[]> {
  const config = loadConfig(undefined, allSecrets);
  for (let round = 1; ; round += 1) {
    try {
      return await listSecurities(config);
    } catch (error) {
      if (round < BACK_OFFICE_ROUNDS) await wait(BACK_OFFICE_PAUSE_MS);
      else throw new ConfigError(`HOTLINE_BROKERAGE_URL: the back office at ${config.brokerageUrl} does not list its securities (${error instanceof Error ? error.message : 'no answer'}).`);
    }
  }
}

async function readSecurities(file: string): Promise<readonly Security[]> {
  try {
    return securityListSchema.parse(JSON.parse(await readFile(file, 'utf8'))).securities;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SpeechFault('PROMPT_CATALOGUE_INVALID', `${file}: is not a list of securities: ${reason}`, { cause: error });
  }
}

async function missing(): Promise<void> {
  const settings = loadSettings();
  const lines = await missingClips(promptFolders(settings));
  for (const { language, id, text } of lines) console.log(`${language}\t${id}\t${text}`);
  if (lines.length === 0) console.log('nothing is missing');
  else process.exitCode = 1;
}

interface ExportOptions {
  readonly language: PromptLanguage;
  readonly format: ScriptFormat | 'pdf';
  readonly out?: string;
  readonly readings?: boolean;
}

async function exportScript({ language, format, out, readings }: ExportOptions): Promise<void> {
  const folders = promptFolders(loadSettings());
  const script = await studioScript({ ...folders, language, withReadings: readings === true });
  if (format === 'pdf') {
    if (out === undefined) throw new ConfigError('--out: is missing; a PDF is written into a file. Example: --format pdf --out studio.pdf');
    await printScript(scriptPage(script, language), out);
  } else if (out === undefined) process.stdout.write(formatScript(script, format, language));
  else await writeFile(out, formatScript(script, format, language));
  if (out !== undefined) console.error(`${out}: ${script.length} prompts`);
}

async function importFiles(files: readonly string[], options: { language: PromptLanguage; check?: true }): Promise<void> {
  const folders = promptFolders(loadSettings());
  const known = await spokenIds({ ...folders, language: options.language });
  if (options.check) {
    const lines = (await checkTakes({ ...options, files, known })).join('\n');
    if (lines !== '') throw new SpeechFault('TAKES_REFUSED', lines);
    return console.log(`${files.length} files can be used`);
  }
  const outcome = await importTakes({ ...folders, language: options.language, files, known, now: new Date() });
  if (outcome.kind === 'refused') throw new SpeechFault('TAKES_REFUSED', `${outcome.lines.join('\n')}\nNothing was taken.`);
  for (const old of outcome.keptOld) console.error(`${old}: the take before`);
  await build({});
}

/** Faults that a person can put right end in their own words and exit code 2; all others go on. */
async function tellFaults(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof SpeechFault || error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}

/** Adds the commands to the program. */
export function registerPrompts(program: Command): void {
  const prompts = program.command('prompts').description('the prompt catalogue: build it, see what is missing, export the studio script');
  prompts
    .command('build')
    .description('build every prompt; a recorded file prompts/recorded/<language>/<id>.wav takes the place of the built voice')
    .option('--securities <file>', 'JSON list of securities whose names are spoken (default: those of the last build)')
    .option('--listed', 'speak the names of what the back office lists')
    .action((options: { securities?: string; listed?: true }) => tellFaults(build(options)));
  prompts
    .command('missing')
    .description('prompts that are not built, or that a language lacks; exit code 1 when there are any')
    .action(() => tellFaults(missing()));
  prompts
    .command('export')
    .description('the script for the studio: file name and text of each prompt')
    .option('--language <language>', `one of ${promptLanguages.join(', ')}`, oneOf(promptLanguages), 'zh-CN')
    .option('--format <format>', 'csv, md, html (a page for printing) or pdf (by a Chromium of this machine)', oneOf(['csv', 'md', 'html', 'pdf'] as const), 'csv')
    .option('--out <file>', 'write into this file')
    .option('--readings', 'also the clips that numbers and names are made of')
    .action((options: ExportOptions) => tellFaults(exportScript(options)));
  prompts
    .command('import')
    .description('take the studio\'s files <id>.wav in place of the built voice: checked first, all or none, heard from the next words on; the takes before are kept')
    .argument('<files...>', 'WAV files named as in the studio script')
    .option('--language <language>', `one of ${promptLanguages.join(', ')}`, oneOf(promptLanguages), 'zh-CN')
    .option('--check', 'only say what is wrong with them')
    .action((files: string[], options: { language: PromptLanguage; check?: true }) => tellFaults(importFiles(files, options)));
}
