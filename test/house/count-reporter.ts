/**
 * Prints the closing line `N passed, N failed, N skipped` that CI reads, after everything vitest prints itself.
 * A file that could not be loaded and an error outside any test count as one failure each: a broken run must never
 * close with "0 failed".
 */
import { appendFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';
import type { Counts, FailedFile } from '../../src/cli/try-again-alone.ts';

/** Counts the tests of a finished run. `strayErrors` are the errors that belong to no test. */
export function countTests(modules: readonly TestModule[], strayErrors: number): Counts {
  const counts = { passed: 0, failed: strayErrors, skipped: 0 };
  for (const module of modules) {
    let failedHere = 0;
    for (const test of module.children.allTests()) {
      const state = test.result().state;
      if (state === 'passed') counts.passed += 1;
      else if (state === 'skipped') counts.skipped += 1;
      else failedHere += 1; // failed, or pending because the run was cut short
    }
    if (failedHere === 0 && module.state() === 'failed') failedHere = 1;
    counts.failed += failedHere;
  }
  return counts;
}

export function countLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** Each file with a failure, with its group and counts. */
export function failedFiles(modules: readonly TestModule[]): FailedFile[] {
  return modules
    .map((module) => ({ group: module.project.name, file: module.relativeModuleId, ...countTests([module], 0) }))
    .filter(({ failed }) => failed > 0);
}

export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], strayErrors: readonly unknown[]): void {
    const note = process.env['HOTLINE_TEST_FAILED_FILES'];
    if (note !== undefined) for (const one of failedFiles(modules)) appendFileSync(note, `${JSON.stringify(one)}\n`);
    const line = countLine(countTests(modules, strayErrors.length));
    // The default reporter writes its summary in the same hook; this line must come after it.
    queueMicrotask(() => process.stdout.write(`\n${line}\n`));
  }
}
