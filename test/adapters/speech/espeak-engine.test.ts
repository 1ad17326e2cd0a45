import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { samplesOfSln } from '../../../src/adapters/speech/a-law.ts';
import { buildPrompts } from '../../../src/adapters/speech/build.ts';
import { loadPromptCatalogue } from '../../../src/adapters/speech/catalogue.ts';
import { createEspeakEngine } from '../../../src/adapters/speech/espeak-engine.ts';
import { pronounceable } from '../../../src/adapters/speech/pronounce.ts';
import { loadReadings } from '../../../src/adapters/speech/readings-file.ts';
import { loadSettings } from '../../../src/config.ts';
import { promptLanguages } from '../../../src/contract/prompt-catalogue.ts';
import { shippedCatalogues, withFolders } from './fake-engine.ts';

const rootFolder = loadSettings().asteriskRoot;
const hasEngine = existsSync(path.join(rootFolder, 'usr/bin/espeak-ng')) && process.getuid?.() === 0;

/** A stereo WAV of 44.1 kHz with a chunk of studio notes behind the sound. */
function studioWav(): Buffer {
  const sound = Buffer.alloc(44_100 * 4);
  for (let index = 0; index < 44_100; index += 1) {
    const sample = Math.round(9000 * Math.sin((2 * Math.PI * 440 * index) / 44_100));
    sound.writeInt16LE(sample, index * 4);
    sound.writeInt16LE(sample, index * 4 + 2);
  }
  const format = Buffer.alloc(24);
  format.write('fmt ');
  [[16, 4], [0x0002_0001, 8], [44_100, 12], [176_400, 16], [0x0010_0004, 20]].forEach(([value = 0, at = 0]) => format.writeUInt32LE(value, at));
  const chunk = (name: string, body: Buffer) => Buffer.concat([Buffer.from(name), Buffer.from(Uint32Array.of(body.length).buffer), body]);
  const notes = chunk('LIST', Buffer.alloc(20_000, 'note'));
  const content = Buffer.concat([Buffer.from('WAVE'), format, chunk('data', sound), notes]);
  return chunk('RIFF', content);
}

/** Hanzi, letters of an abbreviation, digits; in English one for each group of vowels. */
function syllablesOf(text: string): number {
  return (text.match(/\p{Script=Han}|\d|[A-Z](?![a-z])|[AEIOUYaeiouy]+/gu) ?? []).length;
}

describe.skipIf(!hasEngine)('the real voice', () => {
  const engine = createEspeakEngine({ rootFolder });

  it('builds the shipped catalogue: every clip sounds as long as a person would take, at one level, without clipping', () =>
    withFolders(async (folders) => {
      const securities = [
        { code: '600519', kind: 'stock', name: '贵州茅台' },
        { code: '510300', kind: 'fund', name: '沪深300ETF' },
        { code: '000001', kind: 'index', name: '上证指数' },
      ] as const;
      await buildPrompts({ ...folders, engine, securities });
      for (const language of promptLanguages) {
        const catalogue = await loadPromptCatalogue({ promptsFolder: folders.promptsFolder, playRoot: '/', language });
        for (const id of catalogue.clipIds()) {
          const text = catalogue.textOf([id]);
          const sounds = syllablesOf(text);
          if (sounds === 0) continue;
          expect(catalogue.durationMs([id]) / sounds, `${language} ${id} ${text}: ms per syllable`).toSatisfy((ms: number) => ms >= 120 && ms <= 600);
          const samples = samplesOfSln(await readFile(path.join(folders.promptsFolder, 'play', language, `${id}.sln`)));
          expect(samples.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 0), `${language} ${id}: peak`).toSatisfy((peak: number) => peak > 8000 && peak < 29_000);
        }
      }
      const engineOfAnotherProcess = createEspeakEngine({ rootFolder });
      expect(await buildPrompts({ ...folders, engine: engineOfAnotherProcess, securities })).toMatchObject({ made: 0, filesWritten: 0 });
    }), 180_000);

  it('reads words as readings.json has them, by its own phonemes; without it 还款 would be hái', async () => {
    const readings = await loadReadings(shippedCatalogues);
    const heard = (text: string) => engine.phonemes(pronounceable(text, 'zh-CN', readings), 'zh-CN');
    expect(await engine.phonemes('请于今日还款', 'zh-CN')).toContain("X'ai35");
    expect(await heard('请于今日还款')).toMatch(/X'ua35n.*khw'a214n/);
    expect(await heard('中签号码')).toMatch(/^ts\.'?ong51.*tS;h'iE55n/);
    expect(await heard('量比')).toMatch(/^l'iA51N.*p'i214/);
    expect(await heard('单先生')).toMatch(/^s\.'a51n/);
    expect(await heard('查女士')).toMatch(/^ts\.'A55/);
    expect(await heard('解女士')).toMatch(/^S;'iE51/);
    expect(await heard('仇先生')).toMatch(/^tS;h'iou35/);
    expect(await heard('万俟')).toMatch(/^m'o51.*tS;h'i35/);
    expect(await engine.phonemes(pronounceable('nine AM', 'en', readings), 'en')).toContain("eI'Em");
  });

  it('says the same text with the same samples every time', async () => {
    expect(await engine.say('最新价', 'zh-CN')).toEqual(await engine.say('最新价', 'zh-CN'));
    expect(await engine.identity('zh-CN')).toMatch(/^espeak-ng 1\.5[2-9].* cmn\+f3/);
  });

  it('takes a stereo file of 44.1 kHz from the studio, without the notes behind its sound', async () => {
    const samples = await engine.readWav(studioWav());
    expect(samples.length).toBe(8000);
  });

  it('uses that file in place of the voice', () =>
    withFolders(async (folders) => {
      const catalogueFolder = path.join(folders.root, 'catalogue');
      await mkdir(path.join(folders.promptsFolder, 'recorded/en'), { recursive: true });
      await mkdir(catalogueFolder);
      for (const language of ['zh-CN', 'en']) await writeFile(path.join(catalogueFolder, `${language}.json`), '{"hello":{"text":"Hello"}}');
      await writeFile(path.join(folders.promptsFolder, 'recorded/en/hello.wav'), studioWav());
      const beeps = { ...engine, say: async () => Int16Array.from({ length: 4000 }, (_unused, index) => 5000 * Math.sin(index / 3)) };
      expect(await buildPrompts({ ...folders, catalogueFolder, engine: beeps })).toMatchObject({ recorded: 1 });
      const english = await loadPromptCatalogue({ promptsFolder: folders.promptsFolder, playRoot: '/', language: 'en' });
      expect(english.durationMs(['hello'])).toBe(1000);
    }));

  it('names program, root and reason when a file is no WAV', async () => {
    await expect(engine.readWav(Buffer.from('no sound at all'))).rejects.toMatchObject({ code: 'SPEECH_ENGINE_FAILED' });
    await expect(engine.readWav(Buffer.from('no sound at all'))).rejects.toThrow(`sox in ${rootFolder} failed`);
  });
});

describe('without the private root', () => {
  it('says what is missing and what puts it there', async () => {
    const engine = createEspeakEngine({ rootFolder: '/nowhere' });
    await expect(engine.say('您好', 'zh-CN')).rejects.toThrow(/espeak-ng in \/nowhere failed: .*\.\/hotline up/);
  });
});
