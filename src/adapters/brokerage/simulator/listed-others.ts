/** What is neither an ordinary share nor a fund nor an index: bonds, rates, B shares, the delisted, new shares (domain.md 3.3). */
import { listingOf, type Listing } from './listing.ts';

type Row = readonly [code: string, name: string, price: number];

/** Code, name, price in thousandths: convertible bonds of Shanghai (110, 113, 118) and Shenzhen (123, 127, 128). */
const bonds: readonly Row[] = [
  ['110059', '浦发转债', 109_812],
  ['113052', '兴业转债', 121_345],
  ['118031', '天二十三转债', 98_760],
  ['123107', '温氏转债', 131_050],
  ['127045', '牧原转债', 126_333],
  ['128136', '立讯转债', 118_905],
];

/** Code, name as it is spoken, rate in thousandths of a per cent: Shanghai 204, Shenzhen 131. */
const repos: readonly Row[] = [
  ['204001', '上海一天期国债逆回购', 1_850],
  ['204007', '上海七天期国债逆回购', 1_925],
  ['131810', '深圳一天期国债逆回购', 1_790],
];

/** In dollars with three decimals. */
const dollarShares: readonly Row[] = [
  ['900901', '云赛B股', 512],
  ['900905', '老凤祥B', 3_421],
  ['900948', '伊泰B股', 2_105],
];

/** In Hong Kong dollars with two decimals. */
const hongKongDollarShares: readonly Row[] = [
  ['200012', '南玻B', 268],
  ['200596', '古井贡B', 11_180],
  ['200625', '长安B', 402],
];

/** The board of the delisted and the old two networks: traded, 5 % a day. */
const delistedBoard: readonly Row[] = [
  ['400061', '长油退', 312],
  ['400002', '长白计算', 205],
  ['420008', '水仙B退', 61],
];

/** Left the exchange: a last close is all there is. */
const delisted: readonly Row[] = [
  ['600087', '退市长油', 83],
  ['300104', '乐视退', 18],
];

/** Codes under which a new share is asked for; the price is the issue price. Main board 730, 732, 780, STAR 787. */
const subscriptions: readonly Row[] = [
  ['732277', '华勤申购', 3_120],
  ['730121', '恒兴申购', 1_586],
  ['780025', '宝泰申购', 988],
  ['787310', '迪哲申购', 5_258],
];

export const listedOthers: readonly Listing[] = [
  // A lot of bonds is ten of 100 yuan.
  ...bonds.map(([code, name, basePrice]) => listingOf({ code, kind: 'bond', market: code.startsWith('11') ? 'sse' : 'szse', name, basePrice, decimals: 3, limitPct: 20, milliFenPerUnit: 10 * 100 })),
  ...repos.map(([code, name, basePrice]) => listingOf({ code, kind: 'repo', market: code.startsWith('204') ? 'sse' : 'szse', name, basePrice, decimals: 3, limitPct: 50 })),
  ...dollarShares.map(([code, name, basePrice]) => listingOf({ code, kind: 'stock', market: 'sse', board: 'b-share', currency: 'USD', name, basePrice, decimals: 3, limitPct: 10 })),
  ...hongKongDollarShares.map(([code, name, basePrice]) => listingOf({ code, kind: 'stock', market: 'szse', board: 'b-share', currency: 'HKD', name, basePrice, limitPct: 10 })),
  ...delistedBoard.map(([code, name, basePrice]) => listingOf({ code, kind: 'stock', market: 'neeq', board: 'delisted-board', currency: code.startsWith('420') ? 'USD' : 'CNY', name, basePrice, limitPct: 5, ...(code.startsWith('420') ? { decimals: 3 } : {}) })),
  ...delisted.map(([code, name, basePrice]) => listingOf({ code, kind: 'stock', market: code.startsWith('6') ? 'sse' : 'szse', board: code.startsWith('30') ? 'chinext' : 'main', name, basePrice, limitPct: 10, life: 'delisted' })),
  ...subscriptions.map(([code, name, basePrice]) => listingOf({ code, kind: 'subscription', market: 'sse', board: code.startsWith('787') ? 'star' : 'main', name, basePrice, limitPct: 10, life: 'subscription' })),
];
