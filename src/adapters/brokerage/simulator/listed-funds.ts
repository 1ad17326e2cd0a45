import { listingOf, type Listing } from './listing.ts';

/** Code, name, price in thousandths of a yuan. */
const rows: readonly (readonly [code: string, name: string, price: number])[] = [
  ['510050', '上证50ETF', 3_105],
  ['510300', '沪深300ETF', 4_652],
  ['510500', '中证500ETF', 7_240],
  ['511880', '银华日利', 100_450],
  ['512880', '证券ETF', 1_188],
  ['518880', '黄金ETF', 8_906],
  ['588000', '科创50ETF', 1_402],
  ['159915', '创业板ETF', 3_050],
  ['159919', '沪深300ETF', 4_711],
  ['159949', '创业板50ETF', 1_507],
  ['161725', '白酒基金LOF', 987],
  ['180101', '博时蛇口产园REIT', 2_160],
];

export const listedFunds: readonly Listing[] = rows.map(([code, name, basePrice]) => listingOf({
  code,
  kind: 'fund',
  market: code.startsWith('5') ? 'sse' : 'szse',
  name,
  basePrice,
  decimals: 3,
  limitPct: code === '588000' || code.startsWith('1599') && code !== '159919' ? 20 : 10,
}));
