import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { encodeALaw, samplesOfSln } from '../../../src/adapters/speech/a-law.ts';
import { buildPrompts } from '../../../src/adapters/speech/build.ts';
import { loadPromptCatalogue } from '../../../src/adapters/speech/catalogue.ts';
import { SpeechFault } from '../../../src/adapters/speech/speech-fault.ts';
import { soundingAlike } from '../../../src/adapters/speech/telling-apart.ts';
import { promptManifestSchema } from '../../../src/contract/prompt-catalogue.ts';
import { clipInventory } from '../../../src/core/speech/inventory.ts';
import { createBeepEngine, shippedCatalogues, withFolders } from './fake-engine.ts';

const moutai = { code: '600519', kind: 'stock', name: '贵州茅台' } as const;
const pingAn = { code: '000001', kind: 'stock', name: '平安银行' } as const;

const load = (promptsFolder: string) => loadPromptCatalogue({ promptsFolder, playRoot: '/hotline/prompts/play' });
const read = (promptsFolder: string, file: string) => readFile(path.join(promptsFolder, file));

/** A catalogue folder with two prompts in both languages. */
async function smallCatalogue(root: string, extra: Record<string, unknown> = {}): Promise<string> {
  const folder = path.join(root, 'catalogue');
  await mkdir(folder, { recursive: true });
  for (const language of ['zh-CN', 'en']) {
    const entries = { welcome: { text: '您好' }, ...extra, 'tone.ringback': { kind: 'tone', generator: { frequencyHz: 450, onMs: 100, offMs: 100 } } };
    await writeFile(path.join(folder, `${language}.json`), JSON.stringify(entries));
  }
  return folder;
}

describe('building the prompts', () => {
  it('builds every prompt, every clip of the grammar and every name, all playable, all different on the line, with a manifest', () =>
    withFolders(async (folders) => {
      const summary = await buildPrompts({ ...folders, engine: createBeepEngine(), securities: [moutai, pingAn] });
      const catalogue = await load(folders.promptsFolder);
      const prompts = Object.keys(JSON.parse(await readFile(path.join(shippedCatalogues, 'zh-CN.json'), 'utf8')));
      const wanted = [...prompts, ...clipInventory('zh-CN').map((clip) => clip.id), 'name.600519', 'name.000001'];
      expect(catalogue.missing(wanted)).toEqual([]);
      expect(catalogue.clipIds()).toHaveLength(wanted.length);
      expect(summary.clips).toBe(wanted.length + prompts.length + clipInventory('en').length);

      const clips = await Promise.all(wanted.map(async (id) => ({ id, aLaw: await read(folders.promptsFolder, `alaw/zh-CN/${id}.al`) })));
      const english = await Promise.all(clipInventory('en').map(async ({ id }) => ({ id: `en ${id}`, aLaw: await read(folders.promptsFolder, `alaw/en/${id}.al`) })));
      expect(soundingAlike([...clips, ...english])).toEqual([]);
      for (const id of ['tone.ringback', 'music.queue']) {
        expect(await read(folders.promptsFolder, `alaw/en/${id}.al`)).toEqual(await read(folders.promptsFolder, `alaw/zh-CN/${id}.al`));
      }
      for (const { id, aLaw } of clips) {
        const sln = await read(folders.promptsFolder, `play/zh-CN/${id}.sln`);
        expect(aLaw.length % 160).toBe(0);
        expect(Buffer.from(encodeALaw(samplesOfSln(sln))).equals(aLaw), id).toBe(true);
      }
      expect(await read(folders.promptsFolder, 'moh/music.queue.sln')).toEqual(await read(folders.promptsFolder, 'play/zh-CN/music.queue.sln'));

      const manifest = promptManifestSchema.parse(JSON.parse((await read(folders.promptsFolder, 'manifest.json')).toString()));
      expect(manifest.clips['main.menu']).toMatchObject({ asks: 'menu', kind: 'speech', text: expect.stringMatching(/^查询行情请按1.*人工服务请按0。$/) });
      expect(manifest.clips['quote.ask-code']).toMatchObject({ asks: 'collect' });
      expect(manifest.clips['recording.notice']).toMatchObject({ legal: true });
      expect(manifest.clips['tone.ringback']).toMatchObject({ kind: 'tone', durationMs: 5000, text: '' });
      expect(manifest.clips['n.2']).toMatchObject({ text: '二' });
      expect(promptManifestSchema.parse(JSON.parse((await read(folders.promptsFolder, 'manifest.en.json')).toString())).language).toBe('en');
    }));

  it('changes nothing and says nothing when built again', () =>
    withFolders(async (folders) => {
      await buildPrompts({ ...folders, engine: createBeepEngine(), securities: [moutai] });
      const engine = createBeepEngine();
      const again = await buildPrompts({ ...folders, engine, securities: [moutai] });
      expect(again).toMatchObject({ made: 0, filesWritten: 0, filesRemoved: 0 });
      expect(engine.said).toEqual([]);
    }));

  it('repairs clips that were lost or swapped', () =>
    withFolders(async (folders) => {
      const catalogueFolder = await smallCatalogue(folders.root);
      const options = { ...folders, catalogueFolder, engine: createBeepEngine() };
      await buildPrompts(options);
      const before = await read(folders.promptsFolder, 'play/zh-CN/n.1.sln');
      await writeFile(path.join(folders.promptsFolder, 'play/zh-CN/n.1.sln'), await read(folders.promptsFolder, 'play/zh-CN/n.2.sln'));
      await rm(path.join(folders.promptsFolder, 'alaw/zh-CN/welcome.al'));
      expect(await buildPrompts(options)).toMatchObject({ made: 0, filesWritten: 2 });
      expect(await read(folders.promptsFolder, 'play/zh-CN/n.1.sln')).toEqual(before);
    }));

  it('builds anew what another voice has built', () =>
    withFolders(async (folders) => {
      const catalogueFolder = await smallCatalogue(folders.root);
      await buildPrompts({ ...folders, catalogueFolder, engine: createBeepEngine('1') });
      expect((await buildPrompts({ ...folders, catalogueFolder, engine: createBeepEngine('2') })).made).toBeGreaterThan(400);
    }));

  it('lets a recording of the studio take the place of the built voice, and the voice come back', () =>
    withFolders(async (folders) => {
      const catalogueFolder = await smallCatalogue(folders.root);
      const options = { ...folders, catalogueFolder, engine: createBeepEngine() };
      await buildPrompts(options);
      const built = await read(folders.promptsFolder, 'alaw/zh-CN/welcome.al');
      const recorded = path.join(folders.promptsFolder, 'recorded/zh-CN');
      await mkdir(recorded, { recursive: true });
      await writeFile(path.join(recorded, 'welcome.wav'), Buffer.alloc(700));
      await writeFile(path.join(recorded, 'welcom.wav'), Buffer.alloc(700));
      const summary = await buildPrompts(options);
      expect(summary).toMatchObject({ recorded: 1, unknownRecordings: [path.join(recorded, 'welcom.wav')] });
      expect(await read(folders.promptsFolder, 'alaw/zh-CN/welcome.al')).not.toEqual(built);
      expect((await load(folders.promptsFolder)).durationMs(['welcome'])).toBe(920);
      await rm(path.join(recorded, 'welcome.wav'));
      await buildPrompts(options);
      expect(await read(folders.promptsFolder, 'alaw/zh-CN/welcome.al')).toEqual(built);
    }));

  it('keeps the names of the last build when it gets no list, and drops what a new list has not', () =>
    withFolders(async (folders) => {
      const catalogueFolder = await smallCatalogue(folders.root);
      const options = { ...folders, catalogueFolder, engine: createBeepEngine() };
      await buildPrompts({ ...options, securities: [moutai, pingAn] });
      await buildPrompts(options);
      expect((await load(folders.promptsFolder)).missing(['name.600519', 'name.000001'])).toEqual([]);
      expect(await buildPrompts({ ...options, securities: [moutai] })).toMatchObject({ filesRemoved: 2 });
      expect((await load(folders.promptsFolder)).missing(['name.600519', 'name.000001'])).toEqual(['name.000001']);
      expect(await readdir(path.join(folders.promptsFolder, 'alaw/zh-CN'))).not.toContain('name.000001.al');
    }));

  it('lets two builds at once end in one whole set, without drafts left over', () =>
    withFolders(async (folders) => {
      const catalogueFolder = await smallCatalogue(folders.root);
      const options = { ...folders, catalogueFolder, engine: createBeepEngine() };
      await Promise.all([buildPrompts({ ...options, securities: [moutai] }), buildPrompts({ ...options, securities: [moutai] })]);
      const catalogue = await load(folders.promptsFolder);
      expect(catalogue.clipIds()).toHaveLength(clipInventory('zh-CN').length + 3);
      const files = await readdir(folders.root, { recursive: true });
      expect(files.filter((file) => path.basename(file).startsWith('.'))).toEqual([]);
    }));

  it('tells how far it is', () =>
    withFolders(async (folders) => {
      const seen: { done: number; total: number }[] = [];
      const summary = await buildPrompts({ ...folders, engine: createBeepEngine(), onProgress: (progress) => seen.push(progress) });
      expect(seen.map(({ done }) => done)).toEqual(Array.from({ length: summary.clips }, (_unused, index) => index + 1));
      expect(new Set(seen.map(({ total }) => total))).toEqual(new Set([summary.clips]));
    }));
});

describe('a build that cannot be done', () => {
  it('leaves the last good one whole when the catalogue is broken', () =>
    withFolders(async (folders) => {
      const engine = createBeepEngine();
      const catalogueFolder = await smallCatalogue(folders.root);
      await buildPrompts({ ...folders, catalogueFolder, engine });
      await writeFile(path.join(catalogueFolder, 'en.json'), '{"welcome":{"text":7}}');
      await expect(buildPrompts({ ...folders, catalogueFolder, engine })).rejects.toThrow(/en\.json: welcome: text: /);
      expect((await load(folders.promptsFolder)).has('welcome')).toBe(true);
    }));

  it('names the recording, its prompt and the reason when a file of the studio is no sound', () =>
    withFolders(async (folders) => {
      const catalogueFolder = await smallCatalogue(folders.root);
      const file = path.join(folders.promptsFolder, 'recorded/zh-CN/welcome.wav');
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, 'hello');
      await expect(buildPrompts({ ...folders, catalogueFolder, engine: createBeepEngine() })).rejects.toThrow(
        `${file}: welcome: cannot be used: is no WAV file`,
      );
    }));

  it('names the prompt for which the engine gives no sound', () =>
    withFolders(async (folders) => {
      const engine = { ...createBeepEngine('silent'), say: async () => new Int16Array(4000) };
      await expect(buildPrompts({ ...folders, engine })).rejects.toMatchObject({
        code: 'PROMPT_NOT_BUILT',
        message: 'zh-CN: welcome: there is no sound in it',
      });
    }));

  it('gives the folder back, so that the next build is not busy', () =>
    withFolders(async (folders) => {
      const catalogueFolder = await smallCatalogue(folders.root);
      const broken = { ...createBeepEngine(), identity: () => Promise.reject(new SpeechFault('SPEECH_ENGINE_FAILED', 'gone')) };
      await expect(buildPrompts({ ...folders, catalogueFolder, engine: broken })).rejects.toThrow('gone');
      await buildPrompts({ ...folders, catalogueFolder, engine: createBeepEngine() });
    }));
});
