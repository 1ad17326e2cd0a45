import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkFlowTexts } from '../../../src/adapters/files/flow-files.ts';
import { placesOfFlows } from '../../../src/cli/flows/announced.ts';
import { readSurroundings } from '../../../src/cli/flows/surroundings.ts';
import { keysTold } from '../../../src/core/ivr/told-keys.ts';

const project = fileURLToPath(new URL('../../..', import.meta.url));

it('the shipped flows are in order, prompts in both languages and the keys they tell included', async () => {
  const files = readdirSync(`${project}/ivr-flows`).filter((file) => file.endsWith('.yaml'));
  const texts = Object.fromEntries(files.map((file) => [file, readFileSync(`${project}/ivr-flows/${file}`, 'utf8')]));
  const loaded = checkFlowTexts(texts, await readSurroundings({ flowsDir: `${project}/ivr-flows`, projectRoot: project }));
  expect(loaded.kind === 'refused' ? loaded.faults : []).toEqual([]);
});

it('the places that the shipped flows say are those of the list', async () => {
  expect([...(await placesOfFlows(`${project}/ivr-flows`) ?? [])].sort()).toEqual(['emergency', 'welcome']);
  expect(await placesOfFlows('/nowhere')).toBeNull();
});

describe('keys that a text tells the caller to press', () => {
  it.each([
    ['查询行情请按1，人工服务请按0。', ['1', '0']],
    ['请输入六位证券代码，按井号键结束，返回请按星号键。', ['#', '*']],
    ['请按1至5打分', ['1', '2', '3', '4', '5']],
    ['代码600519', []],
  ])('%s', (text, keys) => {
    expect(keysTold(text, 'zh-CN')).toEqual(keys);
  });
  it.each([
    ['For quotes, press 1; for a person, press zero.', ['1', '0']],
    ['Enter the six digits, then press the pound key, or press star to go back.', ['#', '*']],
    ['Press 1 to 5.', ['1', '2', '3', '4', '5']],
    ['Press 10 times', []],
  ])('%s', (text, keys) => {
    expect(keysTold(text, 'en')).toEqual(keys);
  });
});
