/**
 * One project per group of tests, so that `./hotline test core` runs one group and nothing else starts.
 * The quick groups share three workers, as many of them wait for real parts. Real calls come after them, three files at a time, each
 * with a whole hotline of its own; staged disasters two files at a time. The crowd of callers comes last and alone.
 */
import { existsSync } from 'node:fs';
import { whyNoEngine } from './test/docker/support/engine.ts';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

interface Group {
  name: string;
  testTimeoutMs: number;
  /** Runs after the quick groups, in this order, so many files at a time. */
  onTheLine?: { order: number; files: number };
  /** In containers: the stores' tests come along, against the published PostgreSQL and Redis. */
  hasContainers?: true;
}

const groups: Group[] = [
  { name: 'core', testTimeoutMs: 20_000 },
  { name: 'stories', testTimeoutMs: 30_000 },
  { name: 'adapters', testTimeoutMs: 30_000 },
  { name: 'http', testTimeoutMs: 20_000 },
  { name: 'web', testTimeoutMs: 60_000 },
  { name: 'lab', testTimeoutMs: 60_000 },
  { name: 'house', testTimeoutMs: 60_000 },
  { name: 'calls', testTimeoutMs: 120_000, onTheLine: { order: 1, files: 3 } },
  { name: 'chaos', testTimeoutMs: 180_000, onTheLine: { order: 2, files: 2 } },
  { name: 'crowd', testTimeoutMs: 300_000, onTheLine: { order: 3, files: 1 } },
  { name: 'docker', testTimeoutMs: 60_000, hasContainers: true },
];

const environments = 'test/calls/support/global-setup.ts';

/** Without an engine one test of the containers' group is left, skipped, with the reason in its name. */
const inContainers = (name: string): string[] =>
  process.argv.includes(name) && whyNoEngine() === undefined ? [`test/${name}/**/*.test.ts`, ...storeTests] : [`test/${name}/engine.test.ts`];
const storeTests = ['test/adapters/postgres/**/*.test.ts', 'test/adapters/redis/**/*.test.ts'];

function projectOf({ name, testTimeoutMs, onTheLine, hasContainers }: Group): TestProjectInlineConfiguration {
  const setup = hasContainers ? ['test/docker/support/global-setup.ts'] : onTheLine !== undefined && existsSync(environments) ? [environments] : [];
  return {
    extends: true,
    test: {
      name,
      include: hasContainers ? inContainers(name) : [`test/${name}/**/*.test.{ts,tsx}`],
      exclude: ['test/house/red/**'],
      environment: 'node',
      testTimeout: testTimeoutMs,
      hookTimeout: Math.max(60_000, testTimeoutMs),
      globalSetup: setup,
      maxWorkers: onTheLine?.files ?? 3,
      fileParallelism: onTheLine?.files !== 1,
      sequence: { groupOrder: onTheLine?.order ?? 0 },
    },
  };
}

export default defineConfig({
  test: {
    projects: groups.map(projectOf),
    pool: 'forks',
    maxWorkers: 3,
    /** Of calls that are on the line at once; one listens for a minute at the cost of half a second of a core. */
    maxConcurrency: 12,
    passWithNoTests: false,
    allowOnly: process.env.CI === undefined,
    reporters: ['default', './test/house/count-reporter.ts'],
  },
});
