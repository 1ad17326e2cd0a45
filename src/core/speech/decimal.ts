import { refused, type Refused } from './clip.ts';

/** An exact decimal as the back office gives it: 1688.88 is `{ mantissa: 168888, decimals: 2 }`. */
export interface ScaledInteger {
  readonly mantissa: number;
  readonly decimals: number;
}

/** A decimal taken apart: `fraction` keeps its displayed digits, trailing zeros too. Zero has no sign. */
export interface Decimal {
  readonly isNegative: boolean;
  readonly whole: number;
  readonly fraction: string;
}

const MAX_DECIMALS = 8;

/** Takes "12.30", "+1.25", a ScaledInteger or a whole number; never a float. */
export function parseDecimal(value: unknown): Decimal | Refused {
  const text = decimalText(value);
  if (typeof text !== 'string') return text;
  const match = /^([+-]?)(\d{1,15})(?:\.(\d{1,8}))?$/.exec(text);
  if (match === null) return refused('is not a decimal number with at most 15 digits before and 8 after the point');
  const whole = Number(match[2]);
  const fraction = match[3] ?? '';
  const isZero = whole === 0 && /^0*$/.test(fraction);
  return { isNegative: match[1] === '-' && !isZero, whole, fraction };
}

function decimalText(value: unknown): string | Refused {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : refused('is a float; give text');
  if (typeof value !== 'object' || value === null || !('mantissa' in value) || !('decimals' in value)) {
    return refused('is neither text nor { mantissa, decimals }');
  }
  const { mantissa, decimals } = value;
  if (!Number.isSafeInteger(mantissa)) return refused('has a mantissa that is not a whole number in the exact range');
  if (!Number.isInteger(decimals) || Number(decimals) < 0 || Number(decimals) > MAX_DECIMALS) {
    return refused(`has decimals outside 0 to ${MAX_DECIMALS}`);
  }
  return placePoint(Number(mantissa), Number(decimals));
}

function placePoint(mantissa: number, decimals: number): string {
  const sign = mantissa < 0 ? '-' : '';
  const digits = String(Math.abs(mantissa)).padStart(decimals + 1, '0');
  if (decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

export function isZero(decimal: Decimal): boolean {
  return decimal.whole === 0 && /^0*$/.test(decimal.fraction);
}

/** Percentages and rounded amounts drop the zeros a price would keep: 10.00 is 十. */
export function trimZeros(decimal: Decimal): Decimal {
  return { ...decimal, fraction: decimal.fraction.replace(/0+$/, '') };
}
