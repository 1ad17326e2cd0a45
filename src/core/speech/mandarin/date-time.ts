import type { ClipId } from '../clip.ts';
import type { CivilDate, DayOfYear, TimeOfDay } from '../date-time.ts';

/** Kind `date`: "2026-11-22" is 二零二六年十一月二十二日; the year is digits with 一, never 幺. */
export function sayDate(date: CivilDate): ClipId[] {
  const year = String(date.year).padStart(4, '0');
  return [`d.${year.slice(0, 2)}`, `d.${year.slice(2)}`, 't.year', ...sayDayOfYear(date)];
}

/** Kind `date_noyear`: "10-10" is 十月十日. */
export function sayDayOfYear({ month, day }: DayOfYear): ClipId[] {
  return [`t.month${month}`, `t.day${day}`];
}

/** Kind `time`: "09:05" is 九点零五分, "16:00" is 十六点整 (24 hours). */
export function sayTime({ hour, minute }: TimeOfDay): ClipId[] {
  return [`t.hour${hour}`, minute === 0 ? 'w.zheng' : `t.min${minute}`];
}
