import { expect, it } from 'vitest';
import { tradingStyle } from '../../../src/core/client/trading-style.ts';

it.each([
  [{ months: 12, tradedFen: 1_200, averageFen: 100 }, 'short'],
  [{ months: 12, tradedFen: 1_199, averageFen: 100 }, 'medium'],
  [{ months: 6, tradedFen: 600, averageFen: 100 }, 'short'],
  [{ months: 12, tradedFen: 400, averageFen: 100 }, 'medium'],
  [{ months: 12, tradedFen: 399, averageFen: 100 }, 'long'],
  [{ months: 12, tradedFen: 0, averageFen: 100 }, 'long'],
  [{ months: 12, tradedFen: 500, averageFen: 0 }, null],
] as const)('what was turned over in a year tells the style: %j is %s [F-10]', (trading, style) => expect(tradingStyle(trading)).toBe(style));
