import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnswerLogEntry } from '../../src/adapters/brokerage/simulator/control-contract.ts';
import type { Caller } from './support/caller.ts';
import { type Hotline, openHotline } from './support/hotline.ts';
import { spokenPrice, spokenQuote } from './support/spoken-quote.ts';

let hotline: Hotline;
/** Other files ask the same back office. */
let askedBefore = 0;
beforeAll(async () => {
  hotline = await openHotline();
  askedBefore = (await hotline.simulator.log()).entries.at(-1)?.seq ?? 0;
});
afterAll(async () => {
  await hotline?.nothingLeft();
  await hotline?.close();
});

/** What the back office has answered for this security since this file began. */
async function answersFor(code: string, kind = 'stock'): Promise<AnswerLogEntry[]> {
  return (await hotline.simulator.log()).entries.filter((entry) => entry.seq > askedBefore && entry.code === code && entry.quote.kind === kind);
}

/** Everything from the name of the security on. */
const fromName = (caller: Caller): string[] => {
  const heard = caller.heard();
  return heard.slice(heard.findIndex((id) => id.startsWith('name.')));
};

describe.concurrent('a quote by code [M-02] [C-02]', () => {
  it('says name and price as the back office gave them at that moment', async () => {
    const caller = await hotline.caller();
    await caller.hears('welcome');
    await caller.press('1');
    await caller.hears('quote.ask-code');
    await caller.press('600519#');
    await caller.hears('quote.change', 30_000);
    const [given, ...more] = await answersFor('600519');
    expect(more).toEqual([]);
    expect(fromName(caller).slice(0, -1)).toEqual(spokenPrice(given as AnswerLogEntry));
    expect(await hotline.records.pathOf(caller.number)).toEqual([
      'begin', 'arrival', 'welcome', 'main', 'quotes', ...['quote-ask', 'quote-look-up', 'quote-moved', 'quote-which', 'note-quote', 'quote-state', 'quote-kind', 'say-price'].map((node) => `quotes/${node}`),
    ]);
    await caller.hangUp();
  });

  it('says three decimals of a fund', async () => {
    const caller = await hotline.caller();
    await caller.hears('welcome');
    await caller.press('1510300#');
    await caller.hears('quote.change', 30_000);
    const [given] = await answersFor('510300', 'fund');
    expect(given?.last.decimals).toBe(3);
    expect(fromName(caller).slice(0, -1)).toEqual(spokenPrice(given as AnswerLogEntry));
    await caller.hangUp();
  });

  it('asks which is meant when a code names a stock and an index, and says all figures of the index in points', async () => {
    const caller = await hotline.caller();
    await caller.hears('welcome');
    await caller.press('1000001#');
    await caller.hears('quote.which');
    await caller.press('2');
    await caller.hearsOut('quote.after', 90_000);
    const [given] = await answersFor('000001', 'index');
    expect(fromName(caller)).toEqual(spokenQuote(given as AnswerLogEntry));
    expect(fromName(caller).slice(0, 2)).toEqual(['name.index-000001', 'quote.last-index']);
    await caller.hangUp();
  });

  it('says an index that shares its code with nothing', async () => {
    const caller = await hotline.caller();
    await caller.hears('welcome');
    await caller.press('1399001#');
    await caller.hears('quote.change', 30_000);
    // The caller of the index menu asks for it at the same time, and the market moves.
    expect((await answersFor('399001', 'index')).map(spokenPrice)).toContainEqual(fromName(caller).slice(0, -1));
    await caller.hangUp();
  });

  it.each([['2', '399001'], ['3', '399006']])('says the index behind key %s of the index menu', async (key, code) => {
    const caller = await hotline.caller();
    await caller.hears('welcome');
    await caller.press('1');
    await caller.hears('quote.ask-code');
    await caller.press('1#');
    await caller.hears('quote.index-menu');
    await caller.press(key);
    await caller.hears('quote.change', 30_000);
    const given = await answersFor(code, 'index');
    expect(given.map(spokenPrice)).toContainEqual(fromName(caller).slice(0, -1));
    await caller.hangUp();
  });

  it('is said anew, with the price of that moment, for key 9, and for another code keyed at once', async () => {
    const caller = await hotline.caller();
    await caller.hears('welcome');
    await caller.press('1601318#');
    await caller.hears('quote.change', 30_000);
    await caller.press('9');
    await caller.hears('name.601318', 30_000);
    await caller.press('600036#');
    await caller.hears('name.600036', 30_000);
    await caller.hears('quote.change', 30_000);
    const [given] = await answersFor('600036');
    const heard = caller.heard();
    expect(heard.slice(heard.lastIndexOf('name.600036'), -1)).toEqual(spokenPrice(given as AnswerLogEntry));
    await caller.hangUp();
  });
});
