/** Counts the real SIP calls of a test run: one line each in the file that `./hotline test` names. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { Settings } from '../config.ts';

/** To be called by whatever places a call over SIP, once per call. Does nothing outside a test run. */
export function noteSipCall(settings: Pick<Settings, 'sipCallLog'>): void {
  if (settings.sipCallLog !== undefined) appendFileSync(settings.sipCallLog, '1\n');
}

export function countSipCalls(file: string): number {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter((line) => line !== '').length : 0;
}
