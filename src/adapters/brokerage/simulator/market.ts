/** The simulator's market: every security's day, moved all together one step at a time. The same seed gives the same steps. */
import type { Decimal } from '../../../contract/brokerage/decimal.ts';
import type { Quote } from '../../../contract/brokerage/quote.ts';
import type { Security, SecurityKind } from '../../../contract/brokerage/security.ts';
import { englishNameOf } from './english-names.ts';
import { listed, listedSecurities } from './listed.ts';
import { indexMenu } from './listed-indexes.ts';
import type { Listing } from './listing.ts';
import { movedCodes } from './moved-codes.ts';
import { createRandom } from './random.ts';
import { beginTradingDay, moveTradingDay, seedTradingDay } from './trading-day.ts';
import type { TradingDay } from './trading-day.ts';

export type Market = {
  securities(): readonly Security[];
  /** Without a kind, a stock or fund wins over an index of the same code. Undefined: no such security. */
  quote(ask: { readonly code: string; readonly kind?: SecurityKind | undefined; readonly asOfMs: number }): Quote | undefined;
  indexQuote(ask: { readonly menuKey: string; readonly asOfMs: number }): Quote | undefined;
  /** Moves every price once. */
  step(): void;
  steps(): number;
  /** Closes the day and begins the next: yesterday's last is today's previous close. */
  beginDay(): void;
  /** The securities suspended from now on, by code; indexes are never. */
  suspend(codes: ReadonlySet<string>): void;
};

type Traded = { readonly listing: Listing; day: TradingDay };

export function createMarket(seed: number): Market {
  const random = createRandom(seed);
  const all: readonly Traded[] = listed.map((listing) => ({
    listing,
    day: seedTradingDay(listing, random),
  }));
  let suspendedCodes: ReadonlySet<string> = new Set();
  let stepCount = 0;

  const isSuspended = ({ listing }: Traded): boolean => listing.kind !== 'index' && listing.life === 'traded' && suspendedCodes.has(listing.code);
  const find = (code: string, kind: SecurityKind | undefined): Traded | undefined =>
    all.find(({ listing }) => listing.code === code && (kind === undefined || listing.kind === kind));

  const quoteOf = (traded: Traded, asOfMs: number, movedFrom: string | null): Quote => ({
    ...quoted(traded.listing, isSuspended(traded) ? beginTradingDay(traded.day.previousClose) : traded.day),
    ...(isSuspended(traded) ? { state: 'suspended' as const } : {}),
    asOfMs,
    movedFrom,
    otherKinds: all.filter(({ listing }) => listing.code === traded.listing.code && listing !== traded.listing).map(({ listing }) => listing.kind),
  });

  return {
    securities: () => listedSecurities,
    quote({ code: asked, kind, asOfMs }) {
      const code = movedCodes[asked] ?? asked;
      const traded = find(code, kind);
      return traded === undefined ? undefined : quoteOf(traded, asOfMs, code === asked ? null : asked);
    },
    indexQuote({ menuKey, asOfMs }) {
      const item = indexMenu.find((one) => one.menuKey === menuKey);
      const traded = item === undefined ? undefined : find(item.code, 'index');
      return traded === undefined ? undefined : quoteOf(traded, asOfMs, null);
    },
    step() {
      stepCount += 1;
      // A suspended security draws its numbers too, so that the others move as they would without the suspension.
      for (const traded of all) traded.day = moveTradingDay(traded.listing, traded.day, random);
    },
    steps: () => stepCount,
    beginDay() {
      for (const traded of all) traded.day = beginTradingDay(traded.day.last);
    },
    suspend(codes) {
      suspendedCodes = codes;
    },
  };
}

function quoted(listing: Listing, day: TradingDay): Omit<Quote, 'asOfMs' | 'otherKinds' | 'movedFrom'> {
  const decimal = (mantissa: number): Decimal => ({ mantissa, decimals: listing.decimals });
  const change = day.last - day.previousClose;
  return {
    code: listing.code,
    kind: listing.kind,
    market: listing.market,
    name: listing.name,
    ...named(listing),
    board: listing.board,
    currency: listing.currency,
    state: listing.life === 'delisted' ? 'delisted' : day.range === null ? 'not-traded-yet' : 'traded',
    last: decimal(day.last),
    previousClose: decimal(day.previousClose),
    change: decimal(change),
    changeBp: basisPoints(change, day.previousClose),
    open: day.range === null ? null : decimal(day.range.open),
    high: day.range === null ? null : decimal(day.range.high),
    low: day.range === null ? null : decimal(day.range.low),
    volume: { unit: listing.volumeUnit, count: day.volume },
    turnoverFen: day.turnoverFen,
  };
}

function named(listing: Listing): Pick<Quote, 'englishName'> {
  const englishName = englishNameOf(listing);
  return englishName === undefined ? {} : { englishName };
}

/** change / base in hundredths of a per cent, rounded half away from zero, in whole numbers. */
export function basisPoints(change: number, base: number): number {
  const rounded = Math.floor((Math.abs(change) * 20_000 + base) / (2 * base));
  return change < 0 && rounded > 0 ? -rounded : rounded;
}
