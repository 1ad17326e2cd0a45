import { mkdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { buildPrompts } from '../../../src/adapters/speech/build.ts';
import { loadPromptCatalogue, type PlayableCatalogue } from '../../../src/adapters/speech/catalogue.ts';
import { formatScript, missingClips, studioScript } from '../../../src/adapters/speech/studio.ts';
import { createBeepEngine, shippedCatalogues, withFolders } from './fake-engine.ts';

const playRoot = '/hotline/prompts/play';

describe('what can be played', () => {
  let catalogue: PlayableCatalogue;
  let afterReload: PlayableCatalogue;

  beforeAll(() =>
    withFolders(async (folders) => {
      await buildPrompts({ ...folders, engine: createBeepEngine() });
      const play = path.join(folders.promptsFolder, 'play/zh-CN');
      await rm(path.join(play, 'n.7.sln'));
      await truncate(path.join(play, 'n.8.sln'), 320);
      catalogue = await loadPromptCatalogue({ promptsFolder: folders.promptsFolder, playRoot });
      afterReload = await loadPromptCatalogue({ promptsFolder: folders.promptsFolder, playRoot });
      await buildPrompts({ ...folders, engine: createBeepEngine() });
      await afterReload.reload();
      await writeFile(path.join(folders.promptsFolder, 'manifest.json'), '{');
      await expect(afterReload.reload()).rejects.toMatchObject({ code: 'PROMPT_MANIFEST_UNREADABLE' });
    }),
  );

  it('has a path as Asterisk sees it, without an ending', () => {
    expect(catalogue.pathOf('main.menu')).toBe('/hotline/prompts/play/zh-CN/main.menu');
  });

  it('does not have a clip whose file is gone or cut short: Asterisk would skip it in silence', () => {
    expect(catalogue.missing(['n.6', 'n.7', 'n.8', 'n.7', 'no.such'])).toEqual(['n.7', 'n.8', 'no.such']);
    expect(catalogue.pathOf('n.7')).toBeUndefined();
    expect(catalogue.has('n.8')).toBe(false);
  });

  it('has them after the next build, once it has read the manifest again; a broken manifest changes nothing', () => {
    expect(afterReload.missing(['n.7', 'n.8'])).toEqual([]);
  });

  it('adds up how long clips take, and says their text', () => {
    const one = catalogue.durationMs(['n.1']);
    expect(one).toBeGreaterThan(0);
    expect(catalogue.durationMs(['n.1', 'n.1', 'no.such'])).toBe(2 * one);
    expect(catalogue.textOf(['n.12', 'w.point', 'd.30', 'u.yuan', 'music.queue'])).toBe('十二点三零元');
  });

  it('knows which prompts ask and which no key may cut', () => {
    expect([catalogue.asks('main.menu'), catalogue.asks('quote.after'), catalogue.asks('welcome')]).toEqual(['menu', 'collect', undefined]);
    expect([catalogue.isLegal('recording.notice'), catalogue.isLegal('welcome')]).toEqual([true, false]);
  });
});

describe('while it is followed', () => {
  it('a clip that is deleted or emptied is no longer had, and had again once its file is whole', () =>
    withFolders(async (folders) => {
      await buildPrompts({ ...folders, engine: createBeepEngine() });
      const play = path.join(folders.promptsFolder, 'play/zh-CN');
      const catalogue = await loadPromptCatalogue({ promptsFolder: folders.promptsFolder, playRoot });
      const changes: string[] = [];
      const stop = catalogue.follow((clipId, isWhole) => void changes.push(`${clipId} ${isWhole ? 'whole' : 'broken'}`));
      const sound = await readFile(path.join(play, 'welcome.sln'));
      await rm(path.join(play, 'welcome.sln'));
      await truncate(path.join(play, 'main.menu.sln'), 0);
      await vi.waitUntil(() => changes.length === 2, 10_000);
      expect([catalogue.has('welcome'), catalogue.pathOf('main.menu'), catalogue.broken().toSorted()]).toEqual([false, undefined, ['main.menu', 'welcome']]);
      await writeFile(path.join(play, 'welcome.sln'), sound);
      await vi.waitUntil(() => catalogue.has('welcome'), 10_000);
      expect(catalogue.broken()).toEqual(['main.menu']);
      stop();
    }));
});

describe('before anything is built', () => {
  it('says which file is not there and what writes it', () =>
    withFolders(async ({ promptsFolder }) => {
      await expect(loadPromptCatalogue({ promptsFolder, playRoot })).rejects.toThrow(/manifest\.json: is not there; \.\/hotline prompts build/);
    }));

  it('counts every clip as missing', () =>
    withFolders(async (folders) => {
      const missing = await missingClips(folders);
      expect(missing).toContainEqual({ language: 'zh-CN', id: 'welcome', text: '您好，欢迎致电证券客户服务热线。' });
      expect(missing.length).toBeGreaterThan(500);
      await buildPrompts({ ...folders, engine: createBeepEngine() });
      expect(await missingClips(folders)).toEqual([]);
    }));
});

describe('the script for the studio', () => {
  it('lists what a person speaks: prompts, and on request the clips of readings and names', () =>
    withFolders(async (folders) => {
      const options = { ...folders, catalogueFolder: shippedCatalogues, language: 'zh-CN' } as const;
      await mkdir(folders.promptsFolder, { recursive: true });
      const prompts = await studioScript({ ...options, withReadings: false });
      expect(prompts[0]).toEqual({ id: 'welcome', text: '您好，欢迎致电证券客户服务热线。' });
      expect(prompts.map(({ id }) => id)).not.toContain('tone.ringback');
      const all = await studioScript({ ...options, withReadings: true });
      expect(all.map(({ id }) => id)).toContain('n.12');
      expect(all.map(({ id }) => id)).not.toContain('pause.short');
    }));

  it('is CSV or Markdown', () => {
    const script = [{ id: 'a.b', text: 'say "x" | y' }];
    expect(formatScript(script, 'csv', 'en'), 'with the mark that Excel needs to read Chinese').toBe('\uFEFFfile,text\r\na.b.wav,"say ""x"" | y"\r\n');
    expect(formatScript(script, 'md', 'en')).toBe('| file | text |\n|---|---|\n| a.b.wav | say "x" \\| y |\n');
  });
});
