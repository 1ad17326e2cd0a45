import type { ClipId } from '../clip.ts';
import type { CivilDate, DayOfYear, TimeOfDay } from '../date-time.ts';
import { quotient } from '../integer.ts';
import { cardinal } from './cardinal.ts';

/** Kind `date`: "2026-11-22" is November twenty-second, twenty twenty-six. */
export function sayDate(date: CivilDate): ClipId[] {
  return [...sayDayOfYear(date), 'pause.short', ...yearOf(date.year)];
}

/** Kind `date_noyear`: "10-10" is October tenth. */
export function sayDayOfYear({ month, day }: DayOfYear): ClipId[] {
  return [`t.month${month}`, `o.${day}`];
}

/** As two numbers, but the first ten years of a millennium: two thousand six, nineteen oh six, nineteen hundred. */
function yearOf(year: number): ClipId[] {
  if (year < 1000 || year % 1000 < 10) return cardinal(year);
  const rest = year % 100;
  return [`n.${quotient(year, 100)}`, rest === 0 ? 't.hundred' : afterHundred(rest)];
}

function afterHundred(value: number): ClipId {
  return value < 10 ? `t.oh${value}` : `n.${value}`;
}

/** Kind `time`: "09:05" is nine oh five AM, "16:00" is four PM, "12:00" is twelve noon. */
export function sayTime({ hour, minute }: TimeOfDay): ClipId[] {
  if (minute === 0 && hour % 12 === 0) return ['n.12', hour === 0 ? 't.midnight' : 't.noon'];
  const onClockFace = hour % 12 === 0 ? 12 : hour % 12;
  return [`n.${onClockFace}`, ...(minute === 0 ? [] : [afterHundred(minute)]), hour < 12 ? 't.am' : 't.pm'];
}
