import { describe, expect, test } from 'vitest';
import type { TestModule } from 'vitest/node';
import { together } from '../../src/cli/test.ts';
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
});
