import type { ClipId } from '../clip.ts';
import type { Decimal } from '../decimal.ts';
import { cardinal } from './cardinal.ts';
import { counted } from './count.ts';

/** Clips without the sign: 12.30 is 十二点三零. */
export function unsignedDecimal(decimal: Decimal): ClipId[] {
  const whole = cardinal(decimal.whole);
  return decimal.fraction === '' ? whole : [...whole, 'w.point', ...fractionDigits(decimal.fraction)];
}

/** Digits after the point go in pairs: one clip says both, as a person would. */
function fractionDigits(fraction: string): ClipId[] {
  return (fraction.match(/\d\d?/g) ?? []).map((part) => (part.length === 2 ? `d.${part}` : `n.${part}`));
}

function sign(decimal: Decimal): ClipId[] {
  return decimal.isNegative ? ['w.minus'] : [];
}

/** Kind `dec`: -1.5 is 负一点五. */
export function sayDecimal(decimal: Decimal): ClipId[] {
  return [...sign(decimal), ...unsignedDecimal(decimal)];
}

/** Kind `price`: the displayed decimals are kept (two for shares, three for funds): 12.30 is 十二点三零元. */
export function sayPrice(decimal: Decimal): ClipId[] {
  return [...sign(decimal), ...inYuan(decimal)];
}

/** Kind `index`: 3215.67 is 三千二百一十五点六七点. */
export function sayIndex(decimal: Decimal): ClipId[] {
  return [...sign(decimal), ...inPoints(decimal)];
}

/** Unsigned, in yuan; without decimals the number stands before a measure word (两元). */
export function inYuan(decimal: Decimal): ClipId[] {
  return decimal.fraction === '' ? counted(decimal.whole, 'yuan') : [...unsignedDecimal(decimal), 'u.yuan'];
}

/** Unsigned, in index points. */
export function inPoints(decimal: Decimal): ClipId[] {
  return [...unsignedDecimal(decimal), 'w.point'];
}
