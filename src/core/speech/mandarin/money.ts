import type { ClipId } from '../clip.ts';
import { quotient } from '../integer.ts';
import { roundedTo, type Rounded } from '../rounded.ts';
import { cardinal } from './cardinal.ts';
import { counted } from './count.ts';
import { unsignedDecimal } from './decimal.ts';

/** Kind `money_fen`: an amount in fen (domain.md 5.2); 105 is 一元零五分, 20000 is 二百元整. */
export function sayMoneyFen(fen: number): ClipId[] {
  if (fen === 0) return counted(0, 'yuan');
  return fen < 0 ? ['w.minus', ...positiveMoney(-fen)] : positiveMoney(fen);
}

function positiveMoney(total: number): ClipId[] {
  const yuan = quotient(total, 100);
  const jiao = quotient(total % 100, 10);
  const fen = total % 10;
  if (jiao === 0 && fen === 0) return wholeYuan(yuan);
  const isJiaoSkipped = yuan > 0 && jiao === 0;
  return [
    ...(yuan > 0 ? counted(yuan, 'yuan') : []),
    ...(isJiaoSkipped ? ['n.0'] : []),
    ...(jiao > 0 ? [`m.${jiao}-jiao`] : []),
    ...(fen > 0 ? [`m.${fen}-fen`] : []),
  ];
}

function wholeYuan(yuan: number): ClipId[] {
  return yuan <= 2 ? [...counted(yuan, 'yuan'), 'w.zheng'] : [...cardinal(yuan), 'm.yuan-zheng'];
}

const WAN = 10_000;
const YI = 100_000_000;

/**
 * Kind `turnover_yuan`: whole yuan, said in 万 or 亿 with at most two decimals, rounded half up, zeros at the end dropped;
 * 866000000 is 八点六六亿元. What rounds up to 10,000万 is said in 亿.
 */
export function sayTurnoverYuan(yuan: number): ClipId[] {
  if (yuan < WAN) return counted(yuan, 'yuan');
  const inWan = roundedTo(yuan, WAN);
  return inWan.whole < WAN ? inUnit(inWan, WAN) : inUnit(roundedTo(yuan, YI), YI);
}

function inUnit({ whole, fraction }: Rounded, unit: number): ClipId[] {
  if (fraction === '') return [...cardinal(whole * unit), 'u.yuan'];
  return [...unsignedDecimal({ isNegative: false, whole, fraction }), unit === WAN ? 'n.e4' : 'n.e8', 'u.yuan'];
}
