/** Long, medium or short: how often a client turned over what she had, in a year. F-10 */
export type TradingStyle = 'short' | 'medium' | 'long';

export interface Trading {
  readonly months: number;
  /** Both sides. */
  readonly tradedFen: number;
  readonly averageFen: number;
}

/** Turned over this often in a year or more: short. The firm's habit; the source gives no figures. */
const SHORT_FROM = 6;
const MEDIUM_FROM = 2;

/** null: she had nothing that could be turned over. */
export function tradingStyle({ months, tradedFen, averageFen }: Trading): TradingStyle | null {
  if (averageFen <= 0) return null;
  // A purchase and its sale are one turn.
  const turns = (tradedFen / 2 / averageFen) * (12 / months);
  return turns >= SHORT_FROM ? 'short' : turns >= MEDIUM_FROM ? 'medium' : 'long';
}
