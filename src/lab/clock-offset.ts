/** The business clock as the lab notes it beside the database's own, for parts that start while that can't be asked. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { filesOf } from './files.ts';

/** Milliseconds to add to the true time; 0 when the clock was never set. */
export function readClockOffset(home: string): number {
  const file = filesOf(home).clockOffset;
  if (!existsSync(file)) return 0;
  return (JSON.parse(readFileSync(file, 'utf8')) as { offsetMs: number }).offsetMs;
}

export function writeClockOffset(home: string, offsetMs: number): void {
  writeFileSync(filesOf(home).clockOffset, JSON.stringify({ offsetMs }));
}
