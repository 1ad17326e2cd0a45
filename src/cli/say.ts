/** `./hotline say KIND VALUE...`: how values are spoken. */
import type { Command } from 'commander';
import { promptLanguages } from '../contract/prompt-catalogue.ts';
import type { Language } from '../core/speech/clip.ts';
import { isSayKind, SAY_EXAMPLES, speak, type SayKind } from '../core/speech/speak.ts';
import { oneOf } from './one-of.ts';

interface SayOptions {
  readonly language?: Language;
  readonly clips?: boolean;
}

/** What is printed and how it went: 2 when nothing is spoken because kind or value is wrong. */
export interface SayOutcome {
  readonly lines: readonly string[];
  readonly errors: readonly string[];
  readonly exitCode: 0 | 2;
}

/** The lines of `say`, one per value; a wrong value does not hide the others. */
export function sayLines(kind: string, values: readonly string[], options: SayOptions = {}): SayOutcome {
  const language = options.language ?? 'zh-CN';
  if (!isSayKind(kind)) {
    return { lines: [], errors: [`There is no kind "${kind}". Kinds, each with an example:`, ...exampleLines(language)], exitCode: 2 };
  }
  const spoken = values.map((value) => ({ value, result: speak(kind, value, language) }));
  const lines = spoken.flatMap(({ result }) => {
    if ('code' in result) return [];
    return [options.clips === true ? `${result.text}\t${result.clips.join(' ')}` : result.text];
  });
  const errors = spoken.flatMap(({ value, result }) =>
    'code' in result ? [`"${value}" ${result.reason}. Example: ./hotline say ${kind} ${exampleOf(kind)}`] : [],
  );
  return { lines, errors, exitCode: errors.length === 0 ? 0 : 2 };
}

function exampleOf(kind: SayKind): string {
  return SAY_EXAMPLES.find((example) => example.kind === kind)?.value ?? '';
}

function exampleLines(language: Language): string[] {
  return SAY_EXAMPLES.map(({ kind, value }) => {
    const spoken = speak(kind, value, language);
    return `  say ${kind} ${value}`.padEnd(32) + ('text' in spoken ? spoken.text : '');
  });
}

/** Adds the command to the program. */
export function registerSay(program: Command): void {
  program
    .command('say')
    .description('how a value is spoken, one line each')
    .argument('<kind>', `one of ${SAY_EXAMPLES.map(({ kind }) => kind).join(', ')}`)
    .argument('<values...>', 'what is said, such as 12.30 or -0.08')
    .option('--language <language>', 'zh-CN or en', oneOf(promptLanguages), 'zh-CN')
    .option('--clips', 'also the clips that say it')
    // A value may begin with "-".
    .allowUnknownOption()
    .addHelpText('after', `\nExamples:\n${exampleLines('zh-CN').join('\n')}`)
    .action((kind: string, values: string[], options: SayOptions) => {
      const outcome = sayLines(kind, values, options);
      for (const line of outcome.lines) console.log(line);
      for (const line of outcome.errors) console.error(line);
      process.exitCode = outcome.exitCode;
    });
}
