/** Values that stand in files: `settings.json`, `secrets.json`, and one file per value where a container is given secrets. */
import { existsSync, readFileSync } from 'node:fs';
import { ConfigError } from './config-error.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const wordsOf = (error: unknown): string => (error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'unknown');

/** The object in a JSON file; empty when the file is not there. Throws ConfigError. */
export function readJsonFile(file: string): Record<string, unknown> {
  if (!existsSync(file)) return {};
  const parsed: unknown = (() => {
    try {
      return JSON.parse(readFileSync(file, 'utf8')) as unknown;
    } catch (error) {
      throw new ConfigError(`${file}: cannot be read as JSON (${wordsOf(error)}).`);
    }
  })();
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw new ConfigError(`${file}: is not a JSON object.`);
  return parsed as Record<string, unknown>;
}

/**
 * `HOTLINE_<KEY>_FILE` names a file that holds the value of `HOTLINE_<KEY>`: the environment of a process is seen by more
 * people than a file. Returns the environment with the values in it. Throws ConfigError with a line per file.
 */
export function withValueFiles(env: Environment, known: readonly string[]): Environment {
  const named = known.filter((name) => !known.includes(`${name}_FILE`) && env[`${name}_FILE`] !== undefined);
  const values: Record<string, string | undefined> = { ...env };
  const faults: string[] = [];
  for (const name of named) {
    const label = `${name}_FILE`;
    if (env[name] !== undefined) faults.push(`${label}: ${name} is set as well. Keep one of the two.`);
    else values[name] = readValue(label, env[label] ?? '', faults);
    delete values[label];
  }
  if (faults.length > 0) throw new ConfigError(faults.join('\n'));
  return values;
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'is not there',
  EACCES: 'may not be read by this user',
  EISDIR: 'is a folder: Docker makes one where the file it should mount is missing',
};

function readValue(label: string, file: string, faults: string[]): string | undefined {
  try {
    const text = readFileSync(file, 'utf8').replace(/\r?\n$/, '');
    if (text !== '') return text;
    faults.push(`${label}: ${file} is empty. docker/make-secrets makes the files of a composed hotline.`);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    faults.push(`${label}: ${file} ${reasons[code] ?? `cannot be read (${wordsOf(error)})`}. docker/make-secrets makes the files of a composed hotline.`);
  }
  return undefined;
}
