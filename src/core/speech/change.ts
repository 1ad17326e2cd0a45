import type { ClipId, Reading } from './clip.ts';
import { inPoints, inYuan, isZero, parseDecimal, trimZeros, unsignedDecimal, type Decimal } from './decimal.ts';

function readChange(value: unknown, amount: (decimal: Decimal) => ClipId[]): Reading {
  const decimal = parseDecimal(value);
  if ('refused' in decimal) return decimal;
  if (isZero(decimal)) return ['w.flat'];
  return [decimal.isNegative ? 'w.down' : 'w.up', ...amount(decimal)];
}

/** Kind `pct`: per cent up or down, zeros at the end dropped; 1.25 is 上涨百分之一点二五, 0.00 is 持平. */
export function readPercent(value: unknown): Reading {
  return readChange(value, (decimal) => ['w.percent-of', ...unsignedDecimal(trimZeros(decimal))]);
}

/** Kind `change`: yuan up or down, with the decimals of the price; 0.15 is 上涨零点一五元. */
export function readPriceChange(value: unknown): Reading {
  return readChange(value, inYuan);
}

/** Kind `change_points`: an index up or down; -12.30 is 下跌十二点三零点. */
export function readIndexChange(value: unknown): Reading {
  return readChange(value, inPoints);
}
