import type { ClipId } from '../clip.ts';
import { isZero, trimZeros, type Decimal } from '../decimal.ts';
import { cardinal } from './cardinal.ts';

/** Clips without the sign: 12.30 is twelve point three zero; digits behind the point go in pairs. */
export function unsignedDecimal(decimal: Decimal): ClipId[] {
  const whole = cardinal(decimal.whole);
  if (decimal.fraction === '') return whole;
  const pairs = decimal.fraction.match(/\d\d?/g) ?? [];
  return [...whole, 'w.point', ...pairs.map((part) => (part.length === 2 ? `d.${part}` : `n.${part}`))];
}

function isOne(decimal: Decimal): boolean {
  return decimal.whole === 1 && decimal.fraction === '';
}

function inYuan(decimal: Decimal): ClipId[] {
  return [...unsignedDecimal(decimal), 'u.yuan'];
}

function inPoints(decimal: Decimal): ClipId[] {
  return [...unsignedDecimal(decimal), isOne(decimal) ? 'w.point' : 'w.points'];
}

function sign(decimal: Decimal): ClipId[] {
  return decimal.isNegative ? ['w.minus'] : [];
}

/** Kind `dec`: -1.5 is minus one point five. */
export function sayDecimal(decimal: Decimal): ClipId[] {
  return [...sign(decimal), ...unsignedDecimal(decimal)];
}

/** Kind `price`: 12.30 is twelve point three zero yuan. */
export function sayPrice(decimal: Decimal): ClipId[] {
  return [...sign(decimal), ...inYuan(decimal)];
}

/** Kind `index`: 3215.67 is three thousand two hundred fifteen point six seven points. */
export function sayIndex(decimal: Decimal): ClipId[] {
  return [...sign(decimal), ...inPoints(decimal)];
}

function change(decimal: Decimal, amount: (decimal: Decimal) => ClipId[]): ClipId[] {
  if (isZero(decimal)) return ['w.flat'];
  return [decimal.isNegative ? 'w.down' : 'w.up', ...amount(decimal)];
}

/** Kind `pct`: 1.250 is up one point two five percent, 0.00 is unchanged. */
export function sayPercent(value: Decimal): ClipId[] {
  return change(value, (decimal) => [...unsignedDecimal(trimZeros(decimal)), 'w.percent']);
}

/** Kind `change`: 0.15 is up zero point one five yuan. */
export function sayPriceChange(value: Decimal): ClipId[] {
  return change(value, inYuan);
}

/** Kind `change_points`: -12.30 is down twelve point three zero points. */
export function sayIndexChange(value: Decimal): ClipId[] {
  return change(value, inPoints);
}
