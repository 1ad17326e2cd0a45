import { cardinal } from './cardinal.ts';
import { refused, type ClipId, type Reading } from './clip.ts';
import { parseAmount, parseInteger, quotient } from './integer.ts';
import { UNITS, WHOLE_PLACES } from './inventory.ts';

/** A number of things: `{ amount: 2, unit: '笔' }`, also given as "2笔". */
export interface Count {
  readonly amount: number;
  readonly unit: string;
}

/** Clips of a number before the measure word whose clip name is given: a lone 2 is 两, a lone 1 takes the tone it has there. */
export function counted(amount: number, unitName: string): ClipId[] {
  if (amount < 0) return ['w.minus', ...counted(-amount, unitName)];
  if (amount === 1 || amount === 2) return [`k.${amount}-${unitName}`];
  return [...cardinal(amount), `u.${unitName}`];
}

/** Kind `count`: "2笔" is 两笔. */
export function readCount(value: unknown): Reading {
  const count = typeof value === 'string' ? splitCount(value) : value;
  if (typeof count !== 'object' || count === null || !('amount' in count) || !('unit' in count)) {
    return refused('is not a number with a measure word');
  }
  const amount = parseInteger(count.amount);
  if (typeof amount !== 'number') return amount;
  const unit = String(count.unit);
  const unitName = Object.hasOwn(UNITS, unit) ? UNITS[unit] : undefined;
  if (unitName === undefined) return refused(`has a measure word that is not one of ${Object.keys(UNITS).join(' ')}`);
  return counted(amount, unitName);
}

function splitCount(value: string): { amount: string; unit: string } | undefined {
  const match = /^([+-]?\d{1,16})\s*(\D{1,4})$/.exec(value);
  return match === null ? undefined : { amount: match[1] ?? '', unit: match[2] ?? '' };
}

/** Kind `volume_lots`: lots of 100 shares; 3200 is 三千二百手. */
export function readVolumeLots(value: unknown): Reading {
  const lots = parseAmount(value);
  return typeof lots === 'number' ? counted(lots, 'shou') : lots;
}

/** Kind `place`: the place in the queue, from 1; 2 is 第二位. */
export function readPlace(value: unknown): Reading {
  const place = parseAmount(value);
  if (typeof place !== 'number') return place;
  if (place === 0) return refused('is not a place: the first is 1');
  return place <= WHOLE_PLACES ? [`o.${place}`] : ['w.ordinal', ...cardinal(place, 'ordinal'), 'u.wei'];
}

/** Kind `duration`: seconds; 120 is 两分钟, 3605 is 一小时零五秒. */
export function readDuration(value: unknown): Reading {
  const total = parseAmount(value);
  if (typeof total !== 'number') return total;
  const hours = quotient(total, 3600);
  const minutes = quotient(total % 3600, 60);
  const seconds = total % 60;
  const isMinuteSkipped = hours > 0 && minutes === 0 && seconds > 0;
  return [
    ...(hours > 0 ? counted(hours, 'hour') : []),
    ...(minutes > 0 ? counted(minutes, 'minute') : []),
    ...(isMinuteSkipped ? ['n.0'] : []),
    ...(seconds > 0 || total === 0 ? counted(seconds, 'second') : []),
  ];
}
