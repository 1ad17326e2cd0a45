/** Names of settings: whether somebody's is one of ours, and which one was meant. */
import { ConfigError } from './config-error.ts';

function nearest(name: string, names: readonly string[]): string | undefined {
  const letters = (text: string) => [...text].sort().join('');
  return names.find((known) => letters(known) === letters(name)) ?? names.find((known) => known.startsWith(name) || name.startsWith(known));
}

/** Throws ConfigError with a line per `HOTLINE_` name that is none of ours: a misspelt key is not ignored in silence. */
export function assertKnown(env: Readonly<Record<string, string | undefined>>, known: readonly string[]): void {
  const unknown = Object.keys(env).filter((name) => name.startsWith('HOTLINE_') && !name.startsWith('HOTLINE_TEST_') && !known.includes(name));
  if (unknown.length === 0) return;
  const lines = unknown.map((name) => {
    const meant = nearest(name, known);
    return `${name}: is not a setting.${meant === undefined ? ' ./hotline settings lists them.' : ` Did you mean ${meant}?`}`;
  });
  throw new ConfigError(lines.join('\n'));
}
