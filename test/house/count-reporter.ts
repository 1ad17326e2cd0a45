/**
 * Prints the closing line `N passed, N failed, N skipped` that CI reads, after everything vitest prints itself.
 * A file that could not be loaded and an error outside any test count as one failure each: a broken run must never
 * close with "0 failed".
 */
import type { Reporter, TestModule } from 'vitest/node';

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** Counts the tests of a finished run. `strayErrors` are the errors that belong to no test. */
export function countTests(modules: readonly TestModule[], strayErrors: number): Counts {
  const counts: Counts = { passed: 0, failed: strayErrors, skipped: 0 };
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

export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], strayErrors: readonly unknown[]): void {
    const line = countLine(countTests(modules, strayErrors.length));
    // The default reporter writes its summary in the same hook; this line must come after it.
    queueMicrotask(() => process.stdout.write(`\n${line}\n`));
  }
}
