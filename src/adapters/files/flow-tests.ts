/** Flow tests of ivr-flows/tests/: read, each with its lines; what is wrong in a file is told like a fault of a flow. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { FlowFault } from '../../app/flows/ports.ts';
import { flowTestSchema, type FlowTest } from '../../contract/ivr-flow/test-file.ts';
import { wordsOf } from './schema-words.ts';
import { readYaml } from './yaml-file.ts';

export interface ReadTest {
  readonly file: string;
  readonly test: FlowTest;
  /** Line of each step. */
  readonly lines: readonly number[];
}

export interface ReadTests {
  readonly tests: readonly ReadTest[];
  readonly faults: readonly FlowFault[];
}

export async function readFlowTests(folder: string): Promise<ReadTests> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => /\.ya?ml$/.test(name)).sort();
  const read = await Promise.all(names.map(async (file) => readTestFile(file, await readFile(path.join(folder, file), 'utf8'))));
  return { tests: read.flatMap(({ tests }) => tests), faults: read.flatMap(({ faults }) => faults) };
}

export function readTestFile(file: string, source: string): ReadTests {
  const text = readYaml(source);
  if (text.faults.length > 0) return { tests: [], faults: text.faults.map(({ line, reason }) => ({ file, line, node: '', reason: `is not YAML: ${reason}` })) };
  const parsed = flowTestSchema.safeParse(text.value);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => {
      const place = issue.path as (string | number)[];
      return { file, line: text.lineOf(place), node: place.join('.'), reason: wordsOf(issue, (at) => text.valueAt(at)) };
    });
    return { tests: [], faults };
  }
  const tests = parsed.data.tests.map((test, index) => ({ file, test, lines: test.steps.map((_step, step) => text.lineOf(['tests', index, 'steps', step])) }));
  return { tests, faults: [] };
}
