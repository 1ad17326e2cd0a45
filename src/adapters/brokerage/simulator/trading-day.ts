/** One security's trading day in whole numbers: a random walk by ticks within the day's price limits. */
import type { Listing } from './listing.ts';
import type { Random } from './random.ts';

/** Prices in units of the security's last decimal (its tick). */
export type TradingDay = {
  readonly previousClose: number;
  readonly last: number;
  /** Null until the first trade of the day. */
  readonly range: { readonly open: number; readonly high: number; readonly low: number } | null;
  /** Lots or shares. */
  readonly volume: number;
  readonly turnoverFen: number;
};

export type PriceLimits = { readonly lowest: number; readonly highest: number };

/** previousClose plus and minus the limit, rounded half up to the tick, as the exchanges do. */
export function priceLimits(listing: Listing, previousClose: number): PriceLimits {
  const rounded = (pct: number): number => Math.floor((previousClose * pct + 50) / 100);
  return { lowest: Math.max(1, rounded(100 - listing.limitPct)), highest: rounded(100 + listing.limitPct) };
}

/** A day that has been running for a while: the state of a security when the simulator begins. */
export function seedTradingDay(listing: Listing, random: Random): TradingDay {
  const previousClose = Math.max(1, listing.basePrice + random.between(-swingOf(listing), swingOf(listing)));
  const limits = priceLimits(listing, previousClose);
  const gap = Math.floor((previousClose * (listing.kind === 'index' ? 1 : 3)) / 100);
  const start = Math.min(limits.highest, Math.max(limits.lowest, previousClose + random.between(-gap, gap)));
  if (listing.life !== 'traded') return beginTradingDay(listing.basePrice);
  let day: TradingDay = { ...beginTradingDay(previousClose), last: start };
  for (let round = 0; round < 24; round += 1) day = moveTradingDay(listing, day, random);
  return day;
}

export function beginTradingDay(previousClose: number): TradingDay {
  return { previousClose, last: previousClose, range: null, volume: 0, turnoverFen: 0 };
}

/** One move: a few ticks up, down or none, and the volume that goes with it. */
export function moveTradingDay(listing: Listing, day: TradingDay, random: Random): TradingDay {
  if (listing.life !== 'traded') return day;
  const limits = priceLimits(listing, day.previousClose);
  const stride = Math.max(1, Math.floor(day.previousClose / 1_500));
  const wanted = day.last + random.between(-stride, stride);
  const last = Math.min(limits.highest, Math.max(limits.lowest, wanted));
  const traded = tradedIn(listing, random);
  const range = day.range === null
    ? { open: last, high: last, low: last }
    : { open: day.range.open, high: Math.max(day.range.high, last), low: Math.min(day.range.low, last) };
  return {
    previousClose: day.previousClose,
    last,
    range,
    volume: day.volume + traded,
    turnoverFen: day.turnoverFen + turnoverFenOf(listing, last, traded),
  };
}

/** How far from its base price a security's first close may lie: 5 %. */
function swingOf(listing: Listing): number {
  return Math.floor(listing.basePrice / 20);
}

/** Lots of one move; on the STAR market shares, in lots of at least 200. */
function tradedIn(listing: Listing, random: Random): number {
  if (listing.kind === 'index') return random.between(200_000, 600_000);
  return listing.volumeUnit === 'lot' ? random.between(1, 400) : random.between(200, 40_000);
}

function turnoverFenOf(listing: Listing, price: number, traded: number): number {
  // An index has no price of its own: its turnover is that of its members, about 12 yuan a share here.
  if (listing.kind === 'index') return traded * 100 * 1_200;
  // A repo's price is a rate: one lot is 1,000 yuan whatever the rate.
  if (listing.kind === 'repo') return traded * 100_000;
  return Math.floor((traded * price * listing.milliFenPerUnit) / 1_000);
}
