/** A log that keeps its lines, so that a test can read what was said. */
import type { Log } from '../../src/app/log.ts';

export interface KeptLog extends Log {
  readonly lines: readonly { readonly level: string; readonly fields: object; readonly message: string }[];
  has(message: string): boolean;
}

export function keepLog(): KeptLog {
  const lines: { level: string; fields: object; message: string }[] = [];
  const at = (level: string) => (fields: object, message: string) => {
    lines.push({ level, fields, message });
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error'), lines, has: (message) => lines.some((line) => line.message === message) };
}
