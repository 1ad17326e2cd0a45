import { describe, expect, test } from 'vitest';
import type { TestModule } from 'vitest/node';
import { together } from '../../src/cli/test.ts';
import { type FailedFile, inPlaceOf, mayBeAskedAgain } from '../../src/cli/try-again-alone.ts';
import { countLine, countTests } from './count-reporter.ts';

type State = 'passed' | 'failed' | 'skipped' | 'pending';

function moduleOf(tests: readonly State[], state: 'passed' | 'failed' | 'skipped' = 'passed'): TestModule {
  const children = { *allTests() { for (const each of tests) yield { result: () => ({ state: each }) }; } };
  return { children, state: () => state } as unknown as TestModule;
}

describe('the closing line of a test run', () => {
  test('counts what passed, failed and was skipped over all files', () => {
    const counts = countTests([moduleOf(['passed', 'passed', 'skipped']), moduleOf(['passed', 'failed'], 'failed')], 0);
    expect(countLine(counts)).toBe('3 passed, 1 failed, 1 skipped');
  });

  test('a file that could not be loaded is a failure, not a silence', () => {
    expect(countTests([moduleOf([], 'failed')], 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  test('a file whose setup failed is a failure though its tests were skipped', () => {
    expect(countTests([moduleOf(['skipped', 'skipped'], 'failed')], 0)).toEqual({ passed: 0, failed: 1, skipped: 2 });
  });

  test('a test that never came to its end failed', () => {
    expect(countTests([moduleOf(['passed', 'pending'])], 0).failed).toBe(1);
  });

  test('an error outside any test is a failure', () => {
    expect(countTests([moduleOf(['passed'])], 1)).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  test('several runs close as one; a run without counts is a failure, whatever its exit code', () => {
    const good = { exitCode: 0, closing: '\x1b[1m10 passed, 0 failed, 2 skipped' };
    expect(together([good, good])).toEqual({ exitCode: 0, closing: '20 passed, 0 failed, 4 skipped' });
    expect(together([good, { exitCode: 0, closing: undefined }])).toEqual({ exitCode: 1, closing: '10 passed, 1 failed, 2 skipped' });
    expect(together([good, { exitCode: 1, closing: '3 passed, 1 failed, 0 skipped' }])).toEqual({ exitCode: 1, closing: '13 passed, 1 failed, 2 skipped' });
  });

  describe('a second try', () => {
    const file = (group: string, failed = 1): FailedFile => ({ group, file: `test/${group}/x.test.ts`, passed: 2, failed, skipped: 0 });

    test('is for real calls that failed beside others', () => {
      expect(mayBeAskedAgain({ passed: 9, failed: 2, skipped: 0 }, [file('calls'), file('chaos')])).toHaveLength(2);
    });

    test('is not for a run in which anything else failed, was uncounted, or too many files failed', () => {
      expect(mayBeAskedAgain({ passed: 9, failed: 2, skipped: 0 }, [file('calls'), file('core')])).toEqual([]);
      expect(mayBeAskedAgain({ passed: 9, failed: 2, skipped: 0 }, [file('calls')])).toEqual([]);
      expect(mayBeAskedAgain({ passed: 9, failed: 4, skipped: 0 }, [1, 2, 3, 4].map(() => file('calls')))).toEqual([]);
    });

    test('stands in the place of the first', () => {
      expect(inPlaceOf({ passed: 9, failed: 1, skipped: 1 }, file('calls'), { passed: 3, failed: 0, skipped: 0 })).toEqual({ passed: 10, failed: 0, skipped: 1 });
      expect(inPlaceOf({ passed: 9, failed: 1, skipped: 1 }, file('calls'), { passed: 2, failed: 1, skipped: 0 })).toEqual({ passed: 9, failed: 1, skipped: 1 });
    });
  });
});
