/**
 * One project per group of tests, so that `./hotline test core` runs one group and nothing else starts.
 * The quick groups share two workers. Real calls and staged disasters run alone, one file at a time: they share one
 * environment, and a test that kills the server must not meet another test's call.
 */
import { existsSync } from 'node:fs';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

interface Group {
  name: string;
  testTimeoutMs: number;
  /** Runs after the quick groups, one file at a time, in the shared environment. */
  serialAt?: number;
}

const groups: Group[] = [
  { name: 'core', testTimeoutMs: 5_000 },
  { name: 'stories', testTimeoutMs: 10_000 },
  { name: 'adapters', testTimeoutMs: 30_000 },
  { name: 'http', testTimeoutMs: 20_000 },
  { name: 'web', testTimeoutMs: 60_000 },
  { name: 'lab', testTimeoutMs: 60_000 },
  { name: 'house', testTimeoutMs: 60_000 },
  { name: 'calls', testTimeoutMs: 120_000, serialAt: 1 },
  { name: 'chaos', testTimeoutMs: 180_000, serialAt: 2 },
];

const sharedEnvironment = 'test/calls/support/global-setup.ts';

function projectOf({ name, testTimeoutMs, serialAt }: Group): TestProjectInlineConfiguration {
  const setup = serialAt !== undefined && existsSync(sharedEnvironment) ? [sharedEnvironment] : [];
  return {
    extends: true,
    test: {
      name,
      include: [`test/${name}/**/*.test.{ts,tsx}`],
      exclude: ['test/house/red/**'],
      environment: 'node',
      testTimeout: testTimeoutMs,
      hookTimeout: Math.max(60_000, testTimeoutMs),
      globalSetup: setup,
      ...(serialAt === undefined
        ? { maxWorkers: 2, sequence: { groupOrder: 0 } }
        : { maxWorkers: 1, fileParallelism: false, sequence: { groupOrder: serialAt } }),
    },
  };
}

export default defineConfig({
  test: {
    projects: groups.map(projectOf),
    pool: 'forks',
    maxWorkers: 2,
    /** Of calls that are on the line at once; one listens for a minute at the cost of half a second of a core. */
    maxConcurrency: 12,
    passWithNoTests: false,
    allowOnly: process.env.CI === undefined,
    reporters: ['default', './test/house/count-reporter.ts'],
  },
});
