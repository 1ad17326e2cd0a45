import { readdir, readFile, utimes } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SpeechEngine } from '../../../src/adapters/speech/engine.ts';
import { liveClipMs } from '../../../src/adapters/speech/live-clips.ts';
import { createTextSpeaker } from '../../../src/adapters/speech/text-speaker.ts';
import { wholeSentences } from '../../../src/adapters/speech/whole-sentences.ts';
import { publicText, type PublicText } from '../../../src/app/public-text.ts';
import { createBeepEngine, withFolders } from './fake-engine.ts';

const logged: string[] = [];
const note = (_fields: unknown, message?: string) => void logged.push(message ?? '');
const log = { debug: note, info: note, warn: note, error: note };

function news(text: string): PublicText {
  const spoken = publicText(text, 'news');
  if (spoken === null) throw new Error('not public');
  return spoken;
}

describe('a text of the back office', () => {
  it('is spoken once, whoever asks for it, and played under the name of its content', () =>
    withFolders(async ({ promptsFolder, catalogueFolder }) => {
      const engine = createBeepEngine();
      const one = createTextSpeaker({ promptsFolder, catalogueFolder, engine, log });
      const [first, second] = await Promise.all([one.clipFor(news('大盘震荡。'), 'zh-CN', 10_000), one.clipFor(news(' 大盘震荡。 '), 'zh-CN', 10_000)]);
      expect(first).toMatch(/^said\.[0-9a-f]{32}$/);
      expect(second).toBe(first);
      expect(liveClipMs(promptsFolder, 'zh-CN', first ?? '')).toBeGreaterThan(0);
      const another = createTextSpeaker({ promptsFolder, catalogueFolder, engine, log });
      expect(await another.clipFor(news('大盘震荡。'), 'zh-CN', 10_000)).toBe(first);
      expect(engine.said).toEqual(['大盘震荡。']);
      expect(await another.clipFor(news('大盘震荡。'), 'en', 10_000)).not.toBe(first);
      const heard = await readFile(path.join(promptsFolder, 'alaw/zh-CN/live', `${first}.txt`), 'utf8');
      expect(heard).toBe('大盘震荡。');
    }));

  it('that takes longer than the caller may wait is told as none, and there for the next', () =>
    withFolders(async ({ promptsFolder, catalogueFolder }) => {
      const { promise: mayGoOn, resolve: goOn } = Promise.withResolvers<undefined>();
      const beep = createBeepEngine();
      const slow: SpeechEngine = { ...beep, say: async (text, language) => (await mayGoOn, beep.say(text, language)) };
      const speaker = createTextSpeaker({ promptsFolder, catalogueFolder, engine: slow, log });
      expect(await speaker.clipFor(news('午评'), 'zh-CN', 1)).toBeNull();
      goOn(undefined);
      expect(await speaker.clipFor(news('午评'), 'zh-CN', 10_000)).toMatch(/^said\./);
      expect(beep.said).toHaveLength(1);
    }));

  it('is told as none when no engine is there, when it is empty, and when too many are being spoken', () =>
    withFolders(async ({ promptsFolder, catalogueFolder }) => {
      const gone: SpeechEngine = { ...createBeepEngine(), say: () => Promise.reject(new Error('no engine')) };
      const speaker = createTextSpeaker({ promptsFolder, catalogueFolder, engine: gone, log });
      expect(await speaker.clipFor(news('午评'), 'zh-CN', 10_000)).toBeNull();
      expect(logged).toContain('a published text cannot be spoken: callers are told that there is none');
      expect(await speaker.clipFor(news('  '), 'zh-CN', 10_000)).toBeNull();
      const { promise: never } = Promise.withResolvers<Int16Array>();
      const busy = createTextSpeaker({ promptsFolder, catalogueFolder, engine: { ...gone, say: () => never }, log, maxAtOnce: 2 });
      await Promise.all([busy.clipFor(news('一'), 'zh-CN', 1), busy.clipFor(news('二'), 'zh-CN', 1)]);
      expect(await busy.clipFor(news('三'), 'zh-CN', 60_000)).toBeNull();
    }));

  it('makes room for newer ones: the oldest goes first, announcements and what may be playing stay', () =>
    withFolders(async ({ promptsFolder, catalogueFolder }) => {
      const speaker = createTextSpeaker({ promptsFolder, catalogueFolder, engine: createBeepEngine(), log, maxBytes: 10_000 });
      const announced = await speaker.announce(news('今日休市'), 'zh-CN');
      const folder = path.join(promptsFolder, 'play/zh-CN/live');
      const clips: string[] = [];
      for (const [index, text] of ['第一条新闻', '第二条新闻', '第三条新闻'].entries()) {
        clips.push((await speaker.clipFor(news(text), 'zh-CN', 10_000)) ?? '');
        const hoursAgo = new Date(Date.now() - (10 - index) * 3_600_000);
        await utimes(path.join(folder, `${clips.at(-1)}.sln`), hoursAgo, hoursAgo);
      }
      // Wanted again, so it is no longer the oldest.
      await speaker.clipFor(news('第一条新闻'), 'zh-CN', 10_000);
      const fourth = await speaker.clipFor(news('第四条新闻'), 'zh-CN', 10_000);
      expect((await readdir(folder)).map((file) => file.replace('.sln', '')).toSorted()).toEqual([announced, clips[0], clips[2], fourth].toSorted());
      expect((await readdir(path.join(promptsFolder, 'alaw/zh-CN/live'))).filter((file) => file.includes(clips[1] ?? '-'))).toEqual([]);
    }));

  it('is cut behind a whole sentence when it is too long to listen to', () => {
    expect(wholeSentences('一二三。四五六。七八九。', 9)).toBe('一二三。四五六。');
    expect(wholeSentences('One. Two. Three.', 11)).toBe('One. Two.');
    expect(wholeSentences('一二三，四五六七八', 6)).toBe('一二三');
    expect(wholeSentences('一二三四五', 3)).toBe('一二三');
    expect(wholeSentences('短。', 9)).toBe('短。');
  });
});

describe('what only one client may hear', () => {
  it('is no public text: the type keeps it out, and a number of 11 digits is refused', () => {
    expect(publicText('张三的手机是 138 0013 8000', 'news')).toBeNull();
    expect(publicText('成交 1234567890 股', 'news')).not.toBeNull();
    const speaker = createTextSpeaker({ promptsFolder: '/nowhere', catalogueFolder: '/nowhere', engine: createBeepEngine(), log });
    // @ts-expect-error a plain string is nobody's publication
    void (() => speaker.clipFor('您的可用资金是一百元', 'zh-CN', 1));
  });
});
