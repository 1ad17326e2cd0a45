import { refused, type Refused } from './clip.ts';

/** Whole-number division that never leaves the integers (a float quotient could round up to the next one). */
export function quotient(value: number, divisor: number): number {
  return (value - (value % divisor)) / divisor;
}

/** Takes a safe integer, or its decimal digits (from a command line or a JSON reply); never a float. */
export function parseInteger(value: unknown): number | Refused {
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) ? value : refused('is not a whole number in the exact range');
  }
  if (typeof value !== 'string' || !/^[+-]?\d{1,16}$/.test(value)) return refused('is not a whole number');
  const parsed = Number(value);
  return Number.isSafeInteger(parsed) ? parsed : refused('is too large to be exact');
}

/** As parseInteger, but refuses what is below zero. */
export function parseAmount(value: unknown): number | Refused {
  const parsed = parseInteger(value);
  if (typeof parsed !== 'number') return parsed;
  return parsed < 0 ? refused('is below zero') : parsed;
}
