import { describe, expect, it } from 'vitest';
import { quoteSchema } from '../../../src/contract/brokerage/quote.ts';
import type { Quote } from '../../../src/contract/brokerage/quote.ts';
import { securityListSchema } from '../../../src/contract/brokerage/security.ts';
import { createTradingCalendar } from '../../../src/core/calendar/trading-calendar.ts';
import { shippedTradingHolidays } from '../../../src/core/calendar/trading-holidays.ts';
import { listed } from '../../../src/adapters/brokerage/simulator/listed.ts';
import { basisPoints, createMarket } from '../../../src/adapters/brokerage/simulator/market.ts';
import type { Market } from '../../../src/adapters/brokerage/simulator/market.ts';
import { priceLimits } from '../../../src/adapters/brokerage/simulator/trading-day.ts';
import { createTradingPace } from '../../../src/adapters/brokerage/simulator/trading-pace.ts';

function allQuotes(market: Market): Quote[] {
  return market.securities().map(({ code, kind }) => {
    const quote = market.quote({ code, kind, asOfMs: 0 });
    if (quote === undefined) throw new Error(`no quote of ${kind} ${code}`);
    return quote;
  });
}

describe('the simulated market', () => {
  it('lists each kind and code once', () => {
    const { securities } = securityListSchema.parse({ securities: createMarket(1).securities() });
    expect(new Set(securities.map(({ kind, code }) => `${kind} ${code}`)).size).toBe(securities.length);
    expect(securities.filter(({ kind }) => kind === 'stock').length).toBeGreaterThanOrEqual(40);
  });

  it.each([1, 7, 4_294_967_295])('gives only whole numbers within the price limits, over 2,000 steps of seed %i', (seed) => {
    const market = createMarket(seed);
    for (let round = 0; round < 2_000; round += 1) {
      market.step();
      if (round % 100 !== 0) continue;
      for (const quote of allQuotes(market)) {
        expect(quoteSchema.safeParse(quote).error, quote.code).toBeUndefined();
        const listing = listed.find(({ code, kind }) => code === quote.code && kind === quote.kind);
        if (listing === undefined) throw new Error(`not listed: ${quote.code}`);
        const { lowest, highest } = priceLimits(listing, quote.previousClose.mantissa);
        expect(quote.last.mantissa, quote.code).toBeGreaterThanOrEqual(lowest);
        expect(quote.last.mantissa, quote.code).toBeLessThanOrEqual(highest);
        expect(quote.last.decimals).toBe(listing.decimals);
      }
    }
  });

  it('is the same at the same step of the same seed, and another with another seed', () => {
    const [one, same, other] = [createMarket(42), createMarket(42), createMarket(43)];
    for (let round = 0; round < 50; round += 1) for (const market of [one, same, other]) market.step();
    expect(allQuotes(one)).toEqual(allQuotes(same));
    expect(allQuotes(one)).not.toEqual(allQuotes(other));
  });

  it('moves the others as it would when one security is suspended', () => {
    const [free, held] = [createMarket(5), createMarket(5)];
    held.suspend(new Set(['600519']));
    for (const market of [free, held]) market.step();
    expect(held.quote({ code: '600519', asOfMs: 0 })).toMatchObject({ state: 'suspended', open: null, change: { mantissa: 0 }, volume: { count: 0 } });
    const others = (market: Market): Quote[] => allQuotes(market).filter(({ code }) => code !== '600519');
    expect(others(held)).toEqual(others(free));
    held.suspend(new Set());
    expect(allQuotes(held)).toEqual(allQuotes(free));
  });

  it.each([
    ['600519', 'stock', 'sse', 'main', 'CNY', 2, 'lot'], ['605499', 'stock', 'sse', 'main', 'CNY', 2, 'lot'], ['000001', 'stock', 'szse', 'main', 'CNY', 2, 'lot'],
    ['002594', 'stock', 'szse', 'main', 'CNY', 2, 'lot'], ['300750', 'stock', 'szse', 'chinext', 'CNY', 2, 'lot'], ['301269', 'stock', 'szse', 'chinext', 'CNY', 2, 'lot'],
    ['688981', 'stock', 'sse', 'star', 'CNY', 2, 'share'], ['689009', 'stock', 'sse', 'star', 'CNY', 2, 'share'], ['900905', 'stock', 'sse', 'b-share', 'USD', 3, 'lot'],
    ['200596', 'stock', 'szse', 'b-share', 'HKD', 2, 'lot'], ['920002', 'stock', 'bse', 'bse', 'CNY', 2, 'lot'], ['400061', 'stock', 'neeq', 'delisted-board', 'CNY', 2, 'lot'],
    ['420008', 'stock', 'neeq', 'delisted-board', 'USD', 3, 'lot'], ['510300', 'fund', 'sse', 'none', 'CNY', 3, 'lot'], ['159915', 'fund', 'szse', 'none', 'CNY', 3, 'lot'],
    ['161725', 'fund', 'szse', 'none', 'CNY', 3, 'lot'], ['180101', 'fund', 'szse', 'none', 'CNY', 3, 'lot'], ['110059', 'bond', 'sse', 'none', 'CNY', 3, 'lot'],
    ['113052', 'bond', 'sse', 'none', 'CNY', 3, 'lot'], ['118031', 'bond', 'sse', 'none', 'CNY', 3, 'lot'], ['123107', 'bond', 'szse', 'none', 'CNY', 3, 'lot'],
    ['127045', 'bond', 'szse', 'none', 'CNY', 3, 'lot'], ['128136', 'bond', 'szse', 'none', 'CNY', 3, 'lot'], ['204001', 'repo', 'sse', 'none', 'CNY', 3, 'lot'],
    ['131810', 'repo', 'szse', 'none', 'CNY', 3, 'lot'], ['730121', 'subscription', 'sse', 'main', 'CNY', 2, 'lot'], ['732277', 'subscription', 'sse', 'main', 'CNY', 2, 'lot'],
    ['780025', 'subscription', 'sse', 'main', 'CNY', 2, 'lot'], ['787310', 'subscription', 'sse', 'star', 'CNY', 2, 'lot'],
  ] as const)('knows %s as %s of %s, %s, in %s with %i decimals, counted by the %s [domain 3.3]', (code, kind, market, board, currency, decimals, unit) => {
    expect(createMarket(5).quote({ code, asOfMs: 0 })).toMatchObject({ code, kind, market, board, currency, last: { decimals }, volume: { unit } });
  });

  it.each([['835185', '920185'], ['832982', '920982'], ['430047', '920047'], ['833819', '920819'], ['873029', '920029']])('answers the old Beijing code %s with %s, and says so [domain 3.3]', (old, code) => {
    const market = createMarket(5);
    expect(market.quote({ code: old, asOfMs: 0 })).toMatchObject({ code, movedFrom: old, market: 'bse' });
    expect(market.quote({ code, asOfMs: 0 })).toMatchObject({ code, movedFrom: null });
  });

  it('keeps the last close of what was delisted, and has no trade of it nor of what can only be asked for', () => {
    const market = createMarket(5);
    const delisted = market.quote({ code: '600087', asOfMs: 0 });
    for (let round = 0; round < 20; round += 1) market.step();
    market.suspend(new Set(['600087']));
    expect(market.quote({ code: '600087', asOfMs: 0 })).toEqual(delisted);
    expect(delisted).toMatchObject({ state: 'delisted', open: null, volume: { count: 0 } });
    expect(market.quote({ code: '787310', asOfMs: 0 })).toMatchObject({ state: 'not-traded-yet', last: { mantissa: 5_258, decimals: 2 }, open: null });
  });

  it('begins a day with the last price as the previous close and no price of the day', () => {
    const market = createMarket(5);
    const before = market.quote({ code: '600519', asOfMs: 0 });
    market.beginDay();
    expect(market.quote({ code: '600519', asOfMs: 0 })).toMatchObject({
      state: 'not-traded-yet', previousClose: before?.last, last: before?.last, open: null, changeBp: 0, turnoverFen: 0,
    });
  });

  it('counts STAR volume in shares, the rest in lots', () => {
    const market = createMarket(5);
    expect(market.quote({ code: '688981', asOfMs: 0 })?.volume.unit).toBe('share');
    expect(market.quote({ code: '600519', asOfMs: 0 })?.volume.unit).toBe('lot');
  });

  it.each([
    [15, 1_200, 125],
    [-1, 12_500, -1],
    [-1, 30_000, 0],
    [0, 100, 0],
    [1, 20_000, 1],
    [1, 20_001, 0],
    [143, 1_430, 1_000],
  ])('a change of %i on %i is %i basis points', (change, base, expected) => {
    expect(basisPoints(change, base)).toBe(expected);
  });
});

describe('the pace of the simulated market', () => {
  const calendar = createTradingCalendar(shippedTradingHolidays);
  const at = (local: string): number => Date.parse(`${local}:00+08:00`);

  it.each([
    ['2026-11-23T10:00', 1],
    ['2026-11-23T14:58', 1],
    ['2026-11-23T09:20', 0],
    ['2026-11-23T12:00', 0],
    ['2026-11-23T15:10', 0],
    ['2026-11-22T10:00', 0],
    ['2026-10-01T10:00', 0],
    ['2027-03-01T10:00', 0],
  ])('at %s moves prices %i times a beat', (local, moves) => {
    const market = createMarket(1);
    createTradingPace({ market, calendar }).beat(at(local));
    expect(market.steps()).toBe(moves);
  });

  it('begins the next day at its opening auction, without a price until the morning', () => {
    const market = createMarket(1);
    const pace = createTradingPace({ market, calendar });
    const quote = (): Quote | undefined => market.quote({ code: '600519', asOfMs: 0 });
    pace.beat(at('2026-11-23T14:59'));
    const closed = quote();
    pace.beat(at('2026-11-24T08:00'));
    expect(quote()).toEqual(closed);
    pace.beat(at('2026-11-24T09:15'));
    pace.beat(at('2026-11-24T09:16'));
    expect(quote()).toMatchObject({ state: 'not-traded-yet', previousClose: closed?.last });
    pace.beat(at('2026-11-24T09:30'));
    expect(quote()).toMatchObject({ state: 'traded', previousClose: closed?.last });
  });
});
