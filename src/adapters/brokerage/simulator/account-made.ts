/** What one simulated client has: the same for the same client in every run, whatever the seed; prices are the market's. */
import type { Fill, Funds, Holding, LotteryNumber, Order } from '../../../contract/brokerage/account.ts';
import { formatDate, instantOf, localTimeOf, msPerMinute } from '../../../core/calendar/civil.ts';
import { isTradingDay, type TradingCalendar } from '../../../core/calendar/trading-calendar.ts';
import { listed } from './listed.ts';
import type { Market } from './market.ts';
import { createRandom, type Random } from './random.ts';

export interface MadeAccounts {
  funds(clientId: string): Funds;
  holdings(clientId: string): readonly Holding[];
  /** Of today, as far as the business clock has come; none on a day without trading. */
  orders(clientId: string): readonly Order[];
  fills(clientId: string): readonly Fill[];
  lotteryNumbers(clientId: string): readonly LotteryNumber[];
}

interface MadeFrom {
  readonly market: Market;
  readonly calendar: TradingCalendar;
  readonly businessNowMs: () => number;
}

/** What an account holds: no index, no rate, nothing that is only asked for. */
const holdable = listed.filter(({ kind, currency, life }) => (kind === 'stock' || kind === 'fund' || kind === 'bond') && currency === 'CNY' && life === 'traded');
const newShares = listed.filter(({ kind }) => kind === 'subscription');
const openingMinute = 9 * 60 + 30;

export function createMadeAccounts(from: MadeFrom): MadeAccounts {
  const holdings = (clientId: string): readonly Holding[] => {
    const random = createRandom(numberOf(clientId));
    // The first demo client has five (two pages), the second none.
    return pick(holdable, (numberOf(clientId) * 3 + 5) % 8, random).map((listing) => {
      const quantity = listing.kind === 'bond' ? random.between(1, 50) * 10 : random.between(2, 60) * 100;
      const last = from.market.quote({ code: listing.code, kind: listing.kind, asOfMs: 0 })?.last ?? { mantissa: listing.basePrice, decimals: listing.decimals };
      const fenOf = (price: number): number => Math.floor(last.decimals === 3 ? (price * quantity) / 10 : price * quantity);
      const cost = Math.floor((listing.basePrice * random.between(85, 112)) / 100);
      const { code, kind, name } = listing;
      const soldToday = random.below(3) === 0 ? Math.floor(quantity / 200) * 100 : 0;
      return { code, kind, name, quantity, sellable: quantity - soldToday, last, marketValueFen: fenOf(last.mantissa), profitFen: fenOf(last.mantissa) - fenOf(cost) };
    });
  };
  const orders = (clientId: string): readonly Order[] => {
    const now = localTimeOf(from.businessNowMs());
    const trading = isTradingDay(from.calendar, now.epochDay);
    if (trading.kind === 'refused' || !trading.value) return [];
    const random = createRandom(numberOf(clientId) + 7_919);
    const states = ['filled', 'part-filled', 'accepted', 'cancelled', 'filled'] as const;
    return pick(holdable, (numberOf(clientId) * 5 + 4) % 6, random).map((listing, place) => orderOf({ listing, place, random, day: now.epochDay, state: states[place % states.length] ?? 'accepted' }))
      .filter(({ atMs }) => atMs <= from.businessNowMs());
  };
  return {
    holdings,
    orders,
    funds: (clientId) => fundsOf(clientId, holdings(clientId)),
    fills: (clientId) => orders(clientId).filter(({ filled }) => filled > 0).map(({ code, kind, name, orderNo, side, price, filled, atMs }) => ({ code, kind, name, orderNo, side, price, quantity: filled, atMs })),
    lotteryNumbers: (clientId) => lotteryOf(clientId, from.businessNowMs()),
  };
}

function fundsOf(clientId: string, holdings: readonly Holding[]): Funds {
  const random = createRandom(numberOf(clientId) + 104_729);
  const usableFen = random.between(1_000, 60_000_000);
  const soldTodayFen = random.below(2) === 0 ? 0 : random.between(1, usableFen);
  const frozenFen = random.below(3) === 0 ? random.between(1_000, 5_000_000) : 0;
  const marketValueFen = holdings.reduce((sum, held) => sum + held.marketValueFen, 0);
  return { currency: 'CNY', usableFen, withdrawableFen: usableFen - soldTodayFen, frozenFen, marketValueFen, totalFen: usableFen + frozenFen + marketValueFen };
}

function orderOf(made: { listing: (typeof listed)[number]; place: number; random: Random; day: number; state: Order['state'] }): Order {
  const { listing, place, random, day, state } = made;
  const quantity = listing.kind === 'bond' ? random.between(1, 20) * 10 : random.between(2, 30) * 100;
  const part = Math.max(1, Math.floor(quantity / 200)) * (listing.kind === 'bond' ? 10 : 100);
  return {
    code: listing.code, kind: listing.kind, name: listing.name, orderNo: String(200_001 + place * 37), side: place % 2 === 0 ? 'buy' : 'sell',
    price: { mantissa: Math.max(1, listing.basePrice + random.between(-9, 9)), decimals: listing.decimals }, quantity,
    filled: state === 'filled' ? quantity : state === 'part-filled' ? Math.min(part, quantity - 1) : 0, state,
    atMs: instantOf({ epochDay: day, msOfDay: (openingMinute + place * 4) * msPerMinute }),
  };
}

function lotteryOf(clientId: string, nowMs: number): readonly LotteryNumber[] {
  const random = createRandom(numberOf(clientId) + 15_485_863);
  const states = ['pending', 'won', 'not-won'] as const;
  return pick(newShares, (numberOf(clientId) * 2 + 2) % 5, random).map(({ code, kind, name }, place) => {
    const state = states[place % states.length] ?? 'pending';
    return {
      code, kind, name, firstNumber: String(100_000_000_000 + random.below(800_000_000) * 100 + random.below(100)), count: random.between(1, 24),
      state, wonShares: state === 'won' ? 500 : 0, onDate: formatDate(localTimeOf(nowMs).epochDay - place),
    };
  });
}

/** The demo clients' ids end in their place, so that neighbours differ; of any other id its letters count. */
function numberOf(clientId: string): number {
  const tail = /(\d{1,6})$/.exec(clientId)?.[1];
  if (tail !== undefined) return Number(tail);
  let sum = 0;
  for (const letter of clientId) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003;
  return sum;
}

function pick<T>(from: readonly T[], count: number, random: Random): T[] {
  const left = [...from];
  return Array.from({ length: Math.min(count, left.length) }, () => left.splice(random.below(left.length), 1)).flat();
}
