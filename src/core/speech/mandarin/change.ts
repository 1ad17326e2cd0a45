import type { ClipId } from '../clip.ts';
import { isZero, trimZeros, type Decimal } from '../decimal.ts';
import { inPoints, inYuan, unsignedDecimal } from './decimal.ts';

function change(decimal: Decimal, amount: (decimal: Decimal) => ClipId[]): ClipId[] {
  if (isZero(decimal)) return ['w.flat'];
  return [decimal.isNegative ? 'w.down' : 'w.up', ...amount(decimal)];
}

/** Kind `pct`: per cent up or down, zeros at the end dropped; 1.25 is 上涨百分之一点二五, 0.00 is 持平. */
export function sayPercent(value: Decimal): ClipId[] {
  return change(value, (decimal) => ['w.percent-of', ...unsignedDecimal(trimZeros(decimal))]);
}

/** Kind `change`: yuan up or down, with the decimals of the price; 0.15 is 上涨零点一五元. */
export function sayPriceChange(value: Decimal): ClipId[] {
  return change(value, inYuan);
}

/** Kind `change_points`: an index up or down; -12.30 is 下跌十二点三零点. */
export function sayIndexChange(value: Decimal): ClipId[] {
  return change(value, inPoints);
}
