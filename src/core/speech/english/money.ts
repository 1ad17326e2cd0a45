import type { ClipId } from '../clip.ts';
import { quotient } from '../integer.ts';
import { roundedTo } from '../rounded.ts';
import { cardinal } from './cardinal.ts';
import { unsignedDecimal } from './decimal.ts';

/** Kind `money_fen`: 1234 is twelve yuan and thirty-four fen, 20000 is two hundred yuan, 5 is five fen. */
export function sayMoneyFen(total: number): ClipId[] {
  if (total < 0) return ['w.minus', ...sayMoneyFen(-total)];
  const yuan = quotient(total, 100);
  const fen = total % 100;
  const yuanClips = [...cardinal(yuan), 'u.yuan'];
  if (fen === 0) return yuanClips;
  return [...(yuan === 0 ? [] : [...yuanClips, 'w.and']), `n.${fen}`, 'u.fen'];
}

const UNITS = [[1e6, 'e6'], [1e9, 'e9'], [1e12, 'e12'], [1e15, 'e15']] as const;

/**
 * Kind `turnover_yuan`: from a million on in millions, billions and so on with at most two decimals, rounded half up, zeros at
 * the end dropped; 866000000 is eight hundred sixty-six million yuan. What rounds up to a thousand of a unit is said in the next.
 */
export function sayTurnoverYuan(yuan: number): ClipId[] {
  if (yuan < 1e6) return [...cardinal(yuan), 'u.yuan'];
  for (const [size, power] of UNITS) {
    const { whole, fraction } = roundedTo(yuan, size);
    if (whole < 1000) return [...unsignedDecimal({ isNegative: false, whole, fraction }), `n.${power}`, 'u.yuan'];
  }
  return [...cardinal(yuan), 'u.yuan'];
}
