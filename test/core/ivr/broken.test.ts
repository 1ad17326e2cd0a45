/**
 * Each file (or folder of files that belong together) of broken/ has one fault; its `# expect:` line says what is to be told, and nothing
 * else may be. Its comments say what flows there are in the world of these tests.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { checkFlowTexts } from '../../../src/adapters/files/flow-files.ts';
import type { FlowTexts } from '../../../src/app/flows/ports.ts';
import type { PromptWords, Surroundings } from '../../../src/core/ivr/check/problem.ts';
import type { Operations } from '../../../src/core/ivr/operation.ts';

const folder = fileURLToPath(new URL('./broken', import.meta.url));
const EXPECT = /^# expect: (.*)\n/gm;

const plain = { slotClass: 'plain' } as const;
const operations: Operations = {
  quote: { by: 'brokerage', isAct: false, args: { code: plain, kind: { ...plain, isOptional: true } }, results: ['code', 'kind', 'last'], refusals: [] },
  holdings: { by: 'brokerage', isAct: false, args: {}, results: ['rows', '*.name'], refusals: [] },
  verify: { by: 'brokerage', isAct: true, args: { account: { slotClass: 'private' }, password: { slotClass: 'secret' } }, results: ['left'], refusals: ['WRONG_PASSWORD'] },
  rate: { by: 'house', isAct: true, args: { score: plain }, results: [], refusals: ['NO_TALK'] },
};
const silent: PromptWords = { keys: [], isLegal: false };
const words = new Map<string, PromptWords>([
  ...['ask', 'again', 'bye', 'wait'].map((id) => [id, silent] as const),
  ['press-2', { keys: ['2'], isLegal: false }],
  ['notice', { keys: [], isLegal: true }],
]);
const around: Surroundings = {
  prompts: new Map([['zh-CN', new Set([...words.keys(), 'only-chinese'])], ['en', new Set(words.keys())]]),
  words: new Map([['zh-CN', words]]),
  calendars: new Set(['service']),
  queues: new Set(['general']),
  destinations: new Set(['branch']),
  operations,
  places: new Set(['welcome', 'emergency']),
};

function textsOf(name: string): FlowTexts {
  const whole = path.join(folder, name);
  const files = statSync(whole).isDirectory() ? readdirSync(whole).map((file) => path.join(name, file)) : [name];
  return Object.fromEntries(files.map((file) => [path.basename(file), readFileSync(path.join(folder, file), 'utf8')]));
}

const names = readdirSync(folder);

it('there are broken flows of more than thirty kinds', () => {
  expect(names.length).toBeGreaterThan(30);
});

it.each(names)('%s is refused with its own message and nothing else', (name) => {
  const texts = textsOf(name);
  const expected = Object.values(texts).flatMap((text) => [...text.matchAll(EXPECT)].map(([, line]) => line));
  const loaded = checkFlowTexts(texts, around);
  const told = loaded.kind === 'refused' ? loaded.faults.map(({ file, line, node, reason }) => `${file}:${line}: ${node}: ${reason}`) : [];
  expect(told).toEqual(expected);
  expect(expected).toHaveLength(1);
});
