import type { IndexMenuItem } from '../../../contract/brokerage/index-menu.ts';
import type { Market } from '../../../contract/brokerage/security.ts';
import { listingOf, type Listing } from './listing.ts';

type Row = readonly [code: string, market: Market, name: string, points: number, menuKey: string | null];

/** Code, market, name, hundredths of a point, key on the index menu. 000001 and 000002 are stocks of Shenzhen as well. */
const rows: readonly Row[] = [
  ['000001', 'sse', '上证指数', 321_567, '1'],
  ['399001', 'szse', '深证成指', 1_035_812, '2'],
  ['399006', 'szse', '创业板指', 213_405, '3'],
  ['000300', 'sse', '沪深300', 395_120, '4'],
  ['000688', 'sse', '科创50', 101_050, '5'],
  ['899050', 'bse', '北证50', 128_009, '6'],
  ['000002', 'sse', 'A股指数', 337_048, null],
  ['000016', 'sse', '上证50', 270_466, null],
];

export const listedIndexes: readonly Listing[] = rows.map(([code, market, name, basePrice]) =>
  listingOf({ code, kind: 'index', market, name, basePrice, limitPct: 10 }),
);

export const indexMenu: readonly IndexMenuItem[] = rows.flatMap(([code, market, name, , menuKey]) =>
  menuKey === null ? [] : [{ menuKey, code, market, name }],
);
