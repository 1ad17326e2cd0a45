import type { ClipId } from '../clip.ts';
import type { Counted, Duration } from '../count.ts';
import type { MeasureName } from '../measure-word.ts';
import { cardinal } from './cardinal.ts';
import { NOUNS } from './nouns.ts';

/** A number of things: one lot, two lots, minus one share, zero yuan. */
export function counted(amount: number, of: MeasureName): ClipId[] {
  const [one, many] = NOUNS[of];
  if (many === '') return cardinal(amount);
  return [...cardinal(amount), Math.abs(amount) === 1 && one !== many ? `u.${of}-one` : `u.${of}`];
}

/** Kind `count`: "2笔" is two transactions. */
export function sayCount(count: Counted): ClipId[] {
  return counted(count.amount, count.of);
}

/** Kind `volume_lots`: 3200 is three thousand two hundred lots. */
export function sayVolumeLots(lots: number): ClipId[] {
  return counted(lots, 'shou');
}

/** Kind `duration`: 3605 seconds are one hour five seconds. */
export function sayDuration({ hours, minutes, seconds }: Duration): ClipId[] {
  return [
    ...(hours > 0 ? counted(hours, 'hour') : []),
    ...(minutes > 0 ? counted(minutes, 'minute') : []),
    ...(seconds > 0 || (hours === 0 && minutes === 0) ? counted(seconds, 'second') : []),
  ];
}
