import { describe, expect, it } from 'vitest';
import { createAnnouncementBoard } from '../../../src/app/announcements/board.ts';
import { sayParts, type Speaking } from '../../../src/app/say.ts';

const speaking = (change: Partial<Speaking> = {}): Speaking => ({
  sounds: { has: (clip) => clip !== 'gone', durationMs: () => 1 },
  announced: () => [],
  answers: {},
  language: 'zh-CN',
  businessAt: 0,
  ...change,
});

describe('what a part of a flow says', () => {
  it('rows, each with its own values, in the language of the call', () => {
    const answers = { 'holdings.rows': 2, 'holdings.1.shares': '100股', 'holdings.1.price': '12.30', 'holdings.2.shares': '1股', 'holdings.2.price': '8.00' };
    const parts = [{ each: 'holdings', say: ['row', { speak: 'count', from: '.shares' }, { speak: 'price', from: '.price' }] }] as const;
    expect(sayParts(parts, speaking({ answers, language: 'en' }))).toEqual({
      kind: 'clips',
      clips: ['row', 'n.100', 'u.gu', 'n.12', 'w.point', 'd.30', 'u.yuan', 'row', 'n.1', 'u.gu-one', 'n.8', 'w.point', 'd.00', 'u.yuan'],
    });
  });

  it('no rows say nothing; rows that were never told cannot be said', () => {
    const parts = [{ each: 'holdings', say: ['row'] }];
    expect(sayParts(parts, speaking({ answers: { 'holdings.rows': 0 } }))).toEqual({ kind: 'clips', clips: [] });
    expect(sayParts(parts, speaking())).toEqual({ kind: 'unsayable', reason: 'holdings cannot be spoken' });
  });

  it('announcements of that place, in the language of the call; one whose sound is gone is left out', () => {
    const announced: Speaking['announced'] = (place, language, at) => (place === 'welcome' && at === 7 ? [`a.${language}`, 'gone'] : []);
    expect(sayParts(['hello', { announce: 'welcome' }], speaking({ announced, businessAt: 7, language: 'en' }))).toEqual({ kind: 'clips', clips: ['hello', 'a.en'] });
    expect(sayParts(['hello', { announce: 'info' }], speaking({ announced, businessAt: 7 }))).toEqual({ kind: 'clips', clips: ['hello'] });
  });

  it('the clip of a text; an empty one says nothing, one that is gone cannot be said', () => {
    expect(sayParts([{ clip: 'news.clip' }], speaking({ answers: { 'news.clip': 'said.1' } }))).toEqual({ kind: 'clips', clips: ['said.1'] });
    expect(sayParts([{ clip: 'news.clip' }], speaking({ answers: { 'news.clip': '' } }))).toEqual({ kind: 'clips', clips: [] });
    expect(sayParts([{ clip: 'news.clip' }], speaking({ answers: { 'news.clip': 'gone' } }))).toMatchObject({ kind: 'unsayable' });
  });

  it('a security by its name, or by its code where the language has no name for it', () => {
    const answers = { 'quote.code': '600519', 'quote.kind': 'stock' };
    const sounds = { has: (clip: string, language: string) => !(clip.startsWith('name.') && language === 'en'), durationMs: () => 1 };
    expect(sayParts([{ speak: 'name', from: 'quote' }], speaking({ answers, sounds }))).toEqual({ kind: 'clips', clips: ['name.600519'] });
    expect(sayParts([{ speak: 'name', from: 'quote' }], speaking({ answers, sounds, language: 'en' }))).toEqual({ kind: 'clips', clips: ['n.6', 'n.0', 'n.0', 'pause.short', 'n.5', 'n.1', 'n.9'] });
  });
});

describe('the board of announcements', () => {
  it('goes by the last that could be read', async () => {
    let isAway = false;
    const one = { place: 'welcome', clips: { 'zh-CN': 'a.zh', en: 'a.en' }, fromMs: 10, untilMs: 20 };
    const silent = () => undefined;
    const board = createAnnouncementBoard({
      reads: { current: async () => { if (isAway) throw new Error('away'); return { announcements: [one], isEmergency: true }; } },
      clock: { businessNow: () => 0 },
      log: { debug: silent, info: silent, warn: silent, error: silent },
    });
    expect([board.clipsAt('welcome', 'en', 15), board.isEmergency()]).toEqual([[], false]);
    await board.refresh();
    isAway = true;
    await board.refresh();
    expect([9, 10, 19, 20].map((at) => board.clipsAt('welcome', 'en', at))).toEqual([[], ['a.en'], ['a.en'], []]);
    expect([board.clipsAt('info', 'en', 15), board.isEmergency()]).toEqual([[], true]);
  });
});
