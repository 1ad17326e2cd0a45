/** Counts the real SIP calls of a test run: carrier/call-log.ts writes one line each into the file that `./hotline test` names. */
import { existsSync, readFileSync } from 'node:fs';

export function countSipCalls(file: string): number {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter((line) => line !== '').length : 0;
}
