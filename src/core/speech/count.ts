import { refused, type Refused } from './clip.ts';
import { parseAmount, parseInteger, quotient } from './integer.ts';
import { isMeasureWord, MEASURE_WORDS, type MeasureName } from './measure-word.ts';

/** A number of things: `{ amount: 2, unit: '笔' }`, also given as "2笔". */
export interface Count {
  readonly amount: number;
  readonly unit: string;
}

export interface Counted {
  readonly amount: number;
  readonly of: MeasureName;
}

export function parseCount(value: unknown): Counted | Refused {
  const count = typeof value === 'string' ? splitCount(value) : value;
  if (typeof count !== 'object' || count === null || !('amount' in count) || !('unit' in count)) {
    return refused('is not a number with a measure word');
  }
  const amount = parseInteger(count.amount);
  if (typeof amount !== 'number') return amount;
  const unit = String(count.unit);
  if (!isMeasureWord(unit)) return refused(`has a measure word that is not one of ${Object.keys(MEASURE_WORDS).join(' ')}`);
  return { amount, of: MEASURE_WORDS[unit] };
}

function splitCount(value: string): { amount: string; unit: string } | undefined {
  const match = /^([+-]?\d{1,16})\s*(\D{1,4})$/.exec(value);
  return match === null ? undefined : { amount: match[1] ?? '', unit: match[2] ?? '' };
}

/** The place in a queue, from 1. */
export function parsePlace(value: unknown): number | Refused {
  const place = parseAmount(value);
  return place === 0 ? refused('is not a place: the first is 1') : place;
}

export interface Duration {
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
}

/** A length of time in seconds. */
export function parseDuration(value: unknown): Duration | Refused {
  const total = parseAmount(value);
  if (typeof total !== 'number') return total;
  return { hours: quotient(total, 3600), minutes: quotient(total % 3600, 60), seconds: total % 60 };
}
