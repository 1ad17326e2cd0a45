/**
 * Tests on real parts share the cores with other hotlines. A file that failed there is asked once more, alone; what
 * fails then has failed. Nothing is hidden: each second try is printed by name, and counted. (docs/decisions/011-second-try.md)
 */
import { existsSync, readFileSync } from 'node:fs';

/** What a run counted. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** A file of tests that failed, as the reporter wrote it down: its group, its path in the project, and its counts. */
export interface FailedFile extends Counts {
  readonly group: string;
  readonly file: string;
}

/** More than this many is no matter of a busy machine. */
const MOST_FILES = 3;
const BESIDE_OTHERS: readonly string[] = ['adapters', 'http', 'web', 'lab', 'calls', 'chaos'];

/** One JSON object per line; no file: nothing failed. */
export function readFailedFiles(path: string): FailedFile[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as FailedFile);
}

/** The files that may be asked again: all that failed, or none. Whatever failed elsewhere leaves no hope for the run. */
export function mayBeAskedAgain(counts: Counts, files: readonly FailedFile[]): readonly FailedFile[] {
  const told = files.reduce((sum, { failed }) => sum + failed, 0);
  const isHopeful = files.length <= MOST_FILES && told === counts.failed && files.every(({ group }) => BESIDE_OTHERS.includes(group));
  return isHopeful ? files : [];
}

/** The counts of the whole with the second try of a file in the place of its first. */
export function inPlaceOf(counts: Counts, first: Counts, second: Counts): Counts {
  return {
    passed: counts.passed - first.passed + second.passed,
    failed: counts.failed - first.failed + second.failed,
    skipped: counts.skipped - first.skipped + second.skipped,
  };
}
