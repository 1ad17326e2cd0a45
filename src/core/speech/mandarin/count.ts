import type { ClipId } from '../clip.ts';
import type { Counted, Duration } from '../count.ts';
import type { MeasureName } from '../measure-word.ts';
import { cardinal } from './cardinal.ts';
import { WHOLE_PLACES } from './inventory.ts';

/** A number before a measure word: a lone 2 is 两, a lone 1 takes the tone it has there. */
export function counted(amount: number, of: MeasureName): ClipId[] {
  if (amount < 0) return ['w.minus', ...counted(-amount, of)];
  if (amount === 1 || amount === 2) return [`k.${amount}-${of}`];
  return [...cardinal(amount), `u.${of}`];
}

/** Kind `count`: "2笔" is 两笔. */
export function sayCount(count: Counted): ClipId[] {
  return counted(count.amount, count.of);
}

/** Kind `volume_lots`: lots of 100 shares; 3200 is 三千二百手. */
export function sayVolumeLots(lots: number): ClipId[] {
  return counted(lots, 'shou');
}

/** Kind `place`: the place in the queue, from 1; 2 is 第二位. */
export function sayPlace(place: number): ClipId[] {
  return place <= WHOLE_PLACES ? [`o.${place}`] : ['w.ordinal', ...cardinal(place, 'ordinal'), 'u.wei'];
}

/** Kind `duration`: 120 seconds are 两分钟, 3605 are 一小时零五秒. */
export function sayDuration({ hours, minutes, seconds }: Duration): ClipId[] {
  const isMinuteSkipped = hours > 0 && minutes === 0 && seconds > 0;
  return [
    ...(hours > 0 ? counted(hours, 'hour') : []),
    ...(minutes > 0 ? counted(minutes, 'minute') : []),
    ...(isMinuteSkipped ? ['n.0'] : []),
    ...(seconds > 0 || (hours === 0 && minutes === 0) ? counted(seconds, 'second') : []),
  ];
}
