/**
 * The exchanges' trading days: a weekday that the year's notice does not close. Only years with a notice are known; every answer
 * that would need another year is refused.
 */
import { civilDateOf, epochDayOf, isWeekend, parseDate } from './civil.ts';
import type { EpochDay } from './civil.ts';

/** Year (four digits) to the closed weekdays of that year as `MM-DD`. */
export type TradingHolidays = Readonly<Record<string, readonly string[]>>;

export type TradingCalendar = {
  readonly closedDaysByYear: ReadonlyMap<number, ReadonlySet<EpochDay>>;
};

export type CalendarRefusal =
  | { readonly kind: 'refused'; readonly code: 'CALENDAR_YEAR_UNKNOWN'; readonly year: number }
  | { readonly kind: 'refused'; readonly code: 'CALENDAR_NOT_A_TRADING_DAY'; readonly day: EpochDay };

/** An answer the calendar is sure of, or its refusal. */
export type Known<T> = { readonly kind: 'known'; readonly value: T } | CalendarRefusal;

/** A weekday with trading, a Saturday or Sunday, or a weekday the exchanges are closed. */
export type DayKind = 'trading-day' | 'weekend' | 'holiday';

/** A calendar of the years the table names. Dates that do not exist are left out; contract/firm-calendar.ts refuses them. */
export function createTradingCalendar(holidays: TradingHolidays): TradingCalendar {
  const closedDaysByYear = new Map<number, ReadonlySet<EpochDay>>();
  for (const [year, dates] of Object.entries(holidays)) {
    const closedDays = new Set<EpochDay>();
    for (const monthAndDay of dates) {
      const day = parseDate(`${year}-${monthAndDay}`);
      if (day !== undefined) closedDays.add(day);
    }
    closedDaysByYear.set(Number(year), closedDays);
  }
  return { closedDaysByYear };
}

/**
 * Of an unknown year not even the weekends are told: one rule, so that a missing table shows on the first day of the year.
 */
export function dayKindOf(calendar: TradingCalendar, day: EpochDay): Known<DayKind> {
  const { year } = civilDateOf(day);
  const closedDays = calendar.closedDaysByYear.get(year);
  if (closedDays === undefined) return { kind: 'refused', code: 'CALENDAR_YEAR_UNKNOWN', year };
  if (isWeekend(day)) return { kind: 'known', value: 'weekend' };
  return { kind: 'known', value: closedDays.has(day) ? 'holiday' : 'trading-day' };
}

export function isTradingDay(calendar: TradingCalendar, day: EpochDay): Known<boolean> {
  const dayKind = dayKindOf(calendar, day);
  return dayKind.kind === 'refused' ? dayKind : { kind: 'known', value: dayKind.value === 'trading-day' };
}

/**
 * T+n and T-n in trading days. From a day without trading, +1 is the next trading day and -1 the one before it; such a day is no
 * T itself, so +0 of it is refused. `count` is an integer.
 */
export function addTradingDays(calendar: TradingCalendar, from: EpochDay, count: number): Known<EpochDay> {
  const start = isTradingDay(calendar, from);
  if (start.kind === 'refused') return start;
  if (count === 0 && !start.value) return { kind: 'refused', code: 'CALENDAR_NOT_A_TRADING_DAY', day: from };
  const direction = count < 0 ? -1 : 1;
  let day = from;
  for (let left = Math.abs(count); left > 0; ) {
    day += direction;
    const next = isTradingDay(calendar, day);
    if (next.kind === 'refused') return next;
    if (next.value) left -= 1;
  }
  return { kind: 'known', value: day };
}

/** How many trading days lie between two days, both included; 0 when the range is empty. */
export function countTradingDays(
  calendar: TradingCalendar,
  range: { readonly firstDay: EpochDay; readonly lastDay: EpochDay },
): Known<number> {
  let count = 0;
  for (let day = range.firstDay; day <= range.lastDay; day += 1) {
    const tradingDay = isTradingDay(calendar, day);
    if (tradingDay.kind === 'refused') return tradingDay;
    if (tradingDay.value) count += 1;
  }
  return { kind: 'known', value: count };
}

/**
 * The last day of the unbroken run of known years that holds `today`: what a readiness check warns from when December comes and
 * the next year's notice is missing. Undefined when today's own year is unknown.
 */
export function lastKnownDay(calendar: TradingCalendar, today: EpochDay): EpochDay | undefined {
  let { year } = civilDateOf(today);
  if (!calendar.closedDaysByYear.has(year)) return undefined;
  while (calendar.closedDaysByYear.has(year + 1)) year += 1;
  return epochDayOf({ year, month: 12, day: 31 });
}
