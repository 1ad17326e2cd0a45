import type { Market, SecurityKind } from '../../../contract/brokerage/security.ts';

/** One entry of the simulator's own list. Codes and names are real, prices and everything that moves are made up. */
export type Listing = {
  readonly code: string;
  readonly kind: SecurityKind;
  readonly market: Market;
  readonly name: string;
  /** About where the price begins, in units of its last decimal. */
  readonly basePrice: number;
  /** 2 for stocks and indexes, 3 for funds. */
  readonly decimals: number;
  /** Price limit of a day in per cent. */
  readonly limitPct: number;
  /** What volume is counted in: 100 shares, or 1 on the STAR market. */
  readonly volumeUnit: 'lot' | 'share';
};
