import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AnswerLogEntry } from '../../src/adapters/brokerage/simulator/control-contract.ts';
import type { Caller } from './support/caller.ts';
import { type Hotline, openHotline } from './support/hotline.ts';
import { spokenEnglishPrice } from './support/spoken-quote.ts';

let hotline: Hotline;
beforeAll(async () => {
  hotline = await openHotline();
});
afterAll(async () => {
  await hotline?.nothingLeft();
  await hotline?.close();
});

/** What was heard so far, clip by clip, with the language of its words. */
function heardClips(caller: Caller): { id: string; language: string; text: string }[] {
  return caller.events().flatMap((event) => (event.kind === 'clip-started' ? [{ id: event.clip.id, language: event.clip.language ?? '', text: event.clip.text }] : []));
}

it('who presses 9 hears English from then on: menu, quote, queue and place, each from its own clips [M-02]', async () => {
  const before = (await hotline.simulator.log()).entries.at(-1)?.seq ?? 0;
  const caller = await hotline.caller();
  await caller.hears('welcome');
  await caller.press('9');
  await caller.hears('main.menu');
  await caller.press('1');
  await caller.hears('quote.ask-code');
  await caller.press('600519#');
  await caller.hears('quote.change', 30_000);
  const given = (await hotline.simulator.log()).entries.find((entry) => entry.seq > before && entry.code === '600519') as AnswerLogEntry;
  const clips = heardClips(caller);
  const english = clips.slice(clips.findIndex(({ id, language }) => id === 'main.menu' && language === 'en'));
  expect(new Set(clips.slice(0, clips.length - english.length).map(({ language }) => language))).toEqual(new Set(['zh-CN']));
  expect(new Set(english.map(({ language }) => language))).toEqual(new Set(['en']));
  expect(english.map(({ id }) => id).join(' ')).toContain([...spokenEnglishPrice(given), 'quote.change'].join(' '));
  expect(english.map(({ text }) => text).join(' ')).toContain('Kweichow Moutai Last price');
  await caller.press('0');
  await caller.hearsOut('recording.notice', 30_000);
  await caller.hears('queue.joining');
  await caller.hearsMusic(30_000);
  const waiting = heardClips(caller).slice(clips.length);
  expect(waiting.map(({ id }) => id)).toEqual(expect.arrayContaining(['recording.notice', 'queue.joining']));
  expect(new Set(waiting.map(({ language }) => language))).toEqual(new Set(['en']));
  await caller.hangUp();
});
