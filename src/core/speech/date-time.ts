import { refused, type Refused } from './clip.ts';

const DAYS_OF_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

export interface DayOfYear {
  readonly month: number;
  readonly day: number;
}

export interface CivilDate extends DayOfYear {
  readonly year: number;
}

export interface TimeOfDay {
  readonly hour: number;
  readonly minute: number;
}

export function parseDate(value: unknown): CivilDate | Refused {
  const match = typeof value === 'string' ? /^(\d{4})-(\d{2}-\d{2})$/.exec(value) : null;
  if (match === null) return refused('is not a date such as 2026-11-22');
  const year = Number(match[1]);
  const monthDay = match[2] ?? '';
  if (monthDay === '02-29' && !isLeapYear(year)) return refused(`is no day: ${year} has no 29 February`);
  const rest = dayOfYear(monthDay);
  return 'refused' in rest ? rest : { year, ...rest };
}

export function parseDateWithoutYear(value: unknown): DayOfYear | Refused {
  return typeof value === 'string' && /^\d{2}-\d{2}$/.test(value)
    ? dayOfYear(value)
    : refused('is not a month and day such as 10-10');
}

function dayOfYear(monthDay: string): DayOfYear | Refused {
  const month = Number(monthDay.slice(0, 2));
  const day = Number(monthDay.slice(3));
  const days = DAYS_OF_MONTH[month - 1];
  if (days === undefined || day < 1 || day > days) return refused('is no day of the calendar');
  return { month, day };
}

function isLeapYear(year: number): boolean {
  return year % 400 === 0 || (year % 4 === 0 && year % 100 !== 0);
}

/** A time of day on the 24-hour clock. */
export function parseTime(value: unknown): TimeOfDay | Refused {
  const match = typeof value === 'string' ? /^([01]\d|2[0-3]):([0-5]\d)$/.exec(value) : null;
  if (match === null) return refused('is not a time of day such as 09:30');
  return { hour: Number(match[1]), minute: Number(match[2]) };
}
