import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { lackingInLanguages, loadCatalogueFile } from '../../../src/adapters/speech/catalogue-file.ts';
import { SpeechFault } from '../../../src/adapters/speech/speech-fault.ts';
import { shippedCatalogues, withFolders } from './fake-engine.ts';

async function faultOf(content: string): Promise<string> {
  return withFolders(async ({ root }) => {
    await mkdir(root, { recursive: true });
    await writeFile(path.join(root, 'zh-CN.json'), content);
    const error: unknown = await loadCatalogueFile(root, 'zh-CN').then(() => undefined, (fault: unknown) => fault);
    expect(error).toBeInstanceOf(SpeechFault);
    expect(error).toMatchObject({ code: 'PROMPT_CATALOGUE_INVALID', retryable: false });
    return error instanceof Error ? error.message.replaceAll(root, '') : '';
  });
}

describe('the shipped prompt catalogues', () => {
  it('are valid, and both languages have the same prompts that ask and bind alike', async () => {
    const chinese = await loadCatalogueFile(shippedCatalogues, 'zh-CN');
    const english = await loadCatalogueFile(shippedCatalogues, 'en');
    expect(lackingInLanguages({ 'zh-CN': chinese, en: english })).toEqual([]);
    const rules = (catalogue: typeof chinese) =>
      Object.entries(catalogue).map(([id, entry]) => ({ id, asks: 'asks' in entry ? entry.asks : undefined, legal: 'legal' in entry, kind: entry.kind }));
    expect(rules(english)).toEqual(rules(chinese));
  });

  it('let no key cut the recording notice', async () => {
    const catalogue = await loadCatalogueFile(shippedCatalogues, 'zh-CN');
    expect(catalogue['recording.notice']).toMatchObject({ legal: true });
  });

  it('tell which prompt a language lacks', () => {
    expect(lackingInLanguages({ 'zh-CN': { hello: { text: '您好' } }, en: {} })).toEqual([{ language: 'en', id: 'hello', text: '您好' }]);
  });
});

describe('a broken catalogue is refused with file, id and reason', () => {
  it.each([
    ['{"a":', /^\/zh-CN\.json: cannot be read as JSON: /],
    ['[]', /^\/zh-CN\.json: .*expected record/],
    ['{"Bad Id":{"text":"x"}}', /^\/zh-CN\.json: Bad Id: an id is small letters/],
    ['{"../../evil":{"text":"x"}}', /^\/zh-CN\.json: \.\.\/\.\.\/evil: an id is small letters/],
    ['{"main.menu":{}}', /^\/zh-CN\.json: main\.menu: text: /],
    ['{"main.menu":{"text":"  "}}', /^\/zh-CN\.json: main\.menu: text: a text is needed/],
    ['{"main.menu":{"text":"x","asks":"key"}}', /^\/zh-CN\.json: main\.menu: asks: .*"menu"\|"collect"/],
    ['{"main.menu":{"text":"x","colour":1}}', /^\/zh-CN\.json: main\.menu: .*"colour"/],
    ['{"t":{"kind":"tone"}}', /^\/zh-CN\.json: t: generator: /],
    ['{"t":{"kind":"song"}}', /^\/zh-CN\.json: t: kind: kind is none of speech, tone, music/],
    ['{"n.1":{"text":"x"}}', /^\/zh-CN\.json: n\.1: .*number grammar/],
    ['{"name.600519":{"text":"x"}}', /^\/zh-CN\.json: name\.600519: .*names of securities/],
  ])('%s', async (content, reason) => {
    expect(await faultOf(content)).toMatch(reason);
  });

  it('names every fault at once, one line each', async () => {
    expect((await faultOf('{"a":{},"b":{"text":1}}')).split('\n')).toHaveLength(2);
  });

  it('names a file that is not there', async () => {
    await expect(loadCatalogueFile('/nowhere', 'en')).rejects.toThrow(/^\/nowhere\/en\.json: /);
  });
});
