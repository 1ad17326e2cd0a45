import { readFileSync } from 'node:fs';
import { PhoneFault } from '../ear/phone-fault.ts';

/** One group of keys, pressed when a prompt asks; empty: this once the caller says nothing. */
export interface KeyGroup {
  digits: string;
  /** From a file: never shown. */
  isSecret: boolean;
}

/**
 * Reads `1,600519#,0`: groups between commas; `-` lets one asking prompt pass. `@FILE` reads the groups from a file, and what
 * they are is never printed. Throws an error that shows no keys.
 */
export function parseKeys(text: string): KeyGroup[] {
  const isSecret = text.startsWith('@');
  const written = isSecret ? readKeyFile(text.slice(1)) : text;
  if (written.trim() === '') return [];
  return written.split(',').map((part, at) => {
    const digits = part.trim();
    if (digits === '-') return { digits: '', isSecret };
    if (/^[0-9*#]{1,40}$/.test(digits)) return { digits, isSecret };
    throw new PhoneFault('KEYS_INVALID', `group ${at + 1} of --keys is not made of 0-9, * and #, or is longer than 40. Example: --keys "1,600519#,0"`);
  });
}

function readKeyFile(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new PhoneFault('KEYS_INVALID', `--keys @FILE: ${file} cannot be read`);
  }
}

/** What may be shown of a group. */
export function shownKeys({ digits, isSecret }: KeyGroup): string {
  return isSecret ? '*'.repeat(digits.length) : digits;
}
