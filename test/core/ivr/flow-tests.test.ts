/** The scripts of ivr-flows/tests against the shipped flows, as `./hotline flows test` runs them. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadFlows } from '../../../src/adapters/files/flow-files.ts';
import { readFlowTests, readTestFile } from '../../../src/adapters/files/flow-tests.ts';
import { readCatalogues, surroundingsOf } from '../../../src/cli/flows/surroundings.ts';
import { runFlowTest } from '../../../src/cli/flows/walk/run-test.ts';
import { createWalkWorld } from '../../../src/cli/flows/walk/walk-world.ts';

const project = fileURLToPath(new URL('../../..', import.meta.url));
const catalogues = await readCatalogues({ flowsDir: `${project}/ivr-flows`, projectRoot: project });
const loaded = await loadFlows(`${project}/ivr-flows`, surroundingsOf(catalogues));
const { tests, faults } = await readFlowTests(`${project}/ivr-flows/tests`);
const walk = createWalkWorld(loaded.kind === 'loaded' ? loaded.flows : [], catalogues);

it('the flows and their scripts can be read', () => {
  expect([loaded.kind === 'refused' ? loaded.faults : [], faults]).toEqual([[], []]);
  expect(tests.length).toBeGreaterThan(0);
});

it.each(tests)('$file: $test.name', ({ test, file, lines }) => {
  const result = runFlowTest(walk, test);
  expect(result.kind === 'passed' ? '' : `${file}:${lines[result.step]}: ${result.reason}`).toBe('');
});

describe('a script that fails says at which step, and what was heard instead', () => {
  const failing = (steps: string) => {
    const read = readTestFile('t.yaml', `tests:\n  - name: t\n    steps:\n${steps.split('\n').map((line) => `      - ${line}`).join('\n')}\n`);
    const [first] = read.tests;
    return first === undefined ? read.faults : runFlowTest(walk, first.test);
  };
  it('a prompt that is not heard', () => {
    const result = failing('hears: main.menu\nkeys: "#"\nhears: quote.ask-code');
    expect(result).toEqual({ kind: 'failed', step: 2, reason: expect.stringMatching(/^expected to hear quote\.ask-code; heard instead: main\.wrong-key “.*”, .*; the call is at node main$/) as string });
  });
  it('a prompt that should not be heard', () => {
    expect(failing('hearsNot: main.menu')).toEqual({ kind: 'failed', step: 0, reason: 'main.menu was heard, and should not be' });
  });
  it('an end that does not come, or another one', () => {
    expect(failing('ends: hung-up')).toMatchObject({ kind: 'failed', step: 0 });
    expect(failing('hangsUp: true\nends: { queue: general }')).toEqual({ kind: 'failed', step: 1, reason: expect.stringContaining('the call ended: hung up') as string });
  });
  it('a question that is not asked, or asked otherwise', () => {
    expect(failing('{ asked: { operation: quote }, answer: failed }')).toEqual({ kind: 'failed', step: 0, reason: expect.stringMatching(/^expected that quote is asked; /) as string });
    expect(failing('keys: "1600519#"\n{ asked: { operation: quote, args: { code: "000001" } }, answer: failed }')).toEqual({ kind: 'failed', step: 1, reason: 'expected quote with code 000001; it was asked with 600519' });
  });
  it('a person who cannot do it, and a talk that is no end', () => {
    expect(failing('person: answers')).toEqual({ kind: 'failed', step: 0, reason: 'a person answers: the caller waits in no queue; the call is at node main' });
    expect(failing('person: hangs-up')).toMatchObject({ kind: 'failed', step: 0, reason: expect.stringContaining('nobody talks with the caller') as string });
    expect(failing('keys: "0"\nperson: answers\nends: hung-up')).toEqual({ kind: 'failed', step: 2, reason: expect.stringMatching(/; the caller talks with a person$/) as string });
  });
  it('a step that is none is named with its line', () => {
    expect(failing('hear: main.menu')).toEqual([expect.objectContaining({ file: 't.yaml', line: 4 })]);
  });
});
