import { refused, type ClipId, type Reading } from './clip.ts';

const DAYS_OF_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** Kind `date`: "2026-11-22" is 二零二六年十一月二十二日; the year is digits with 一, never 幺. */
export function readDate(value: unknown): Reading {
  const match = typeof value === 'string' ? /^(\d{4})-(\d{2}-\d{2})$/.exec(value) : null;
  if (match === null) return refused('is not a date such as 2026-11-22');
  const year = match[1] ?? '';
  const monthDay = match[2] ?? '';
  if (monthDay === '02-29' && !isLeapYear(Number(year))) return refused(`is no day: ${year} has no 29 February`);
  const rest = dayOfYear(monthDay);
  if ('refused' in rest) return rest;
  return [`d.${year.slice(0, 2)}`, `d.${year.slice(2)}`, 't.year', ...rest];
}

/** Kind `date_noyear`: "10-10" is 十月十日. */
export function readDateWithoutYear(value: unknown): Reading {
  return typeof value === 'string' && /^\d{2}-\d{2}$/.test(value)
    ? dayOfYear(value)
    : refused('is not a month and day such as 10-10');
}

function dayOfYear(monthDay: string): ClipId[] | { refused: string } {
  const month = Number(monthDay.slice(0, 2));
  const day = Number(monthDay.slice(3));
  const days = DAYS_OF_MONTH[month - 1];
  if (days === undefined || day < 1 || day > days) return refused('is no day of the calendar');
  return [`t.month${month}`, `t.day${day}`];
}

function isLeapYear(year: number): boolean {
  return year % 400 === 0 || (year % 4 === 0 && year % 100 !== 0);
}

/** Kind `time`: "09:05" is 九点零五分, "16:00" is 十六点整 (24 hours). */
export function readTime(value: unknown): Reading {
  const match = typeof value === 'string' ? /^([01]\d|2[0-3]):([0-5]\d)$/.exec(value) : null;
  if (match === null) return refused('is not a time of day such as 09:30');
  const minute = Number(match[2]);
  return [`t.hour${Number(match[1])}`, minute === 0 ? 'w.zheng' : `t.min${minute}`];
}
