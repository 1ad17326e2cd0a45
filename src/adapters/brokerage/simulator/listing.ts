import type { Board, Currency, Market, SecurityKind } from '../../../contract/brokerage/security.ts';

/** One entry of the simulator's own list. Codes and names are real, prices and everything that moves are made up. */
export type Listing = {
  readonly code: string;
  readonly kind: SecurityKind;
  readonly market: Market;
  readonly name: string;
  readonly board: Board;
  readonly currency: Currency;
  /** About where the price begins, in units of its last decimal. */
  readonly basePrice: number;
  /** 2 for most shares and indexes, 3 for funds, bonds, rates and the B shares of Shanghai. */
  readonly decimals: number;
  /** Price limit of a day in per cent. */
  readonly limitPct: number;
  /** What volume is counted in: lots, or single shares on the STAR market. */
  readonly volumeUnit: 'lot' | 'share';
  /** What one unit of volume costs at a price of one unit of the last decimal, in thousandths of a fen. */
  readonly milliFenPerUnit: number;
  /** Traded: it moves. delisted: it has a last close and moves no more. subscription: a price to ask for, no trade. */
  readonly life: 'traded' | 'delisted' | 'subscription';
};

/** The usual: 100 shares to the lot at prices in fen, or in tenths of a fen with three decimals. */
export function listingOf(given: Pick<Listing, 'code' | 'kind' | 'market' | 'name' | 'basePrice' | 'limitPct'> & Partial<Listing>): Listing {
  const decimals = given.decimals ?? 2;
  const volumeUnit = given.volumeUnit ?? 'lot';
  const units = volumeUnit === 'lot' ? 100 : 1;
  return { board: 'none', currency: 'CNY', life: 'traded', milliFenPerUnit: units * (decimals === 3 ? 100 : 1_000), ...given, decimals, volumeUnit };
}
