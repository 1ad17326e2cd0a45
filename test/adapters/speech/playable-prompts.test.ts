import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { buildPrompts } from '../../../src/adapters/speech/build.ts';
import { liveClipId, livePlayFile } from '../../../src/adapters/speech/live-clips.ts';
import { loadPlayablePrompts } from '../../../src/adapters/speech/playable-prompts.ts';
import { createBeepEngine, withFolders } from './fake-engine.ts';

const playRoot = '/hotline/prompts/play';

async function smallCatalogue(root: string, prompts: Record<string, { text: string }>): Promise<string> {
  const folder = path.join(root, 'catalogue');
  await mkdir(folder, { recursive: true });
  for (const language of ['zh-CN', 'en']) await writeFile(path.join(folder, `${language}.json`), JSON.stringify(prompts));
  return folder;
}

describe('what can be played, language by language', () => {
  it('has a path and a length of its own in each', () =>
    withFolders(async (folders) => {
      await buildPrompts({ ...folders, engine: createBeepEngine() });
      const prompts = await loadPlayablePrompts({ promptsFolder: folders.promptsFolder, playRoot });
      expect([prompts.pathOf('welcome', 'zh-CN'), prompts.pathOf('welcome', 'en')]).toEqual([`${playRoot}/zh-CN/welcome`, `${playRoot}/en/welcome`]);
      expect(prompts.durationMs(['welcome'], 'en')).toBeGreaterThan(prompts.durationMs(['welcome'], 'zh-CN'));
      expect([prompts.has('n.yao', 'zh-CN'), prompts.has('n.yao', 'en'), prompts.has('n.e6', 'en')]).toEqual([true, false, true]);
      expect(prompts.missing(['welcome', 'n.yao', 'n.yao'], 'en')).toEqual(['n.yao']);
      expect(prompts.broken()).toEqual([]);
    }));

  it('has a clip made while we run as soon as its file is whole, and keeps it through a build', () =>
    withFolders(async (folders) => {
      const catalogueFolder = await smallCatalogue(folders.root, { welcome: { text: '您好' } });
      const options = { ...folders, catalogueFolder, engine: createBeepEngine() };
      await buildPrompts(options);
      const prompts = await loadPlayablePrompts({ promptsFolder: folders.promptsFolder, playRoot });
      const id = liveClipId('said', '今日休市', 'zh-CN');
      expect(prompts.has(id, 'zh-CN')).toBe(false);
      const file = livePlayFile(folders.promptsFolder, 'zh-CN', id);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, Buffer.alloc(333));
      expect(prompts.has(id, 'zh-CN')).toBe(false);
      await writeFile(file, Buffer.alloc(10 * 320));
      expect([prompts.pathOf(id, 'zh-CN'), prompts.durationMs([id], 'zh-CN'), prompts.pathOf(id, 'en')]).toEqual([`${playRoot}/zh-CN/live/${id}`, 200, `${playRoot}/zh-CN/live/${id}`]);
      await buildPrompts(options);
      expect(prompts.has(id, 'zh-CN')).toBe(true);
    }));

  it('takes up what a build has made, without a restart', () =>
    withFolders(async (folders) => {
      const options = { ...folders, engine: createBeepEngine() };
      await buildPrompts({ ...options, catalogueFolder: await smallCatalogue(folders.root, { welcome: { text: '您好' } }) });
      const prompts = await loadPlayablePrompts({ promptsFolder: folders.promptsFolder, playRoot });
      const builds: (number | null)[] = [];
      const stop = prompts.follow({ onChange: () => undefined, onBuild: (clips) => void builds.push(clips) });
      await buildPrompts({ ...options, catalogueFolder: await smallCatalogue(folders.root, { welcome: { text: '您好，欢迎' }, fresh: { text: '新' } }) });
      await vi.waitUntil(() => prompts.has('fresh', 'en') && prompts.has('fresh', 'zh-CN'), 10_000);
      expect(prompts.has('welcome', 'zh-CN')).toBe(true);
      await writeFile(path.join(folders.promptsFolder, 'manifest.json'), '{');
      await vi.waitUntil(() => builds.includes(null), 10_000);
      expect(prompts.has('fresh', 'zh-CN')).toBe(true);
      stop();
    }));
});
