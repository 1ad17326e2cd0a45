/** When a service of the firm is open: hours by kind of day, with single days set apart (C-13: weekends are staffed too). */
import { formatDate, instantOf, localTimeOf, msPerMinute } from './civil.ts';
import type { EpochDay } from './civil.ts';
import { dayKindOf } from './trading-calendar.ts';
import type { CalendarRefusal, Known, TradingCalendar } from './trading-calendar.ts';

/** Local minutes of the day, 0 to 1440; the first belongs to the interval, the last does not. */
export type Interval = { readonly fromMinute: number; readonly toMinute: number };

/** Intervals of one day, in order, not overlapping; none = closed all day. */
export type DayHours = readonly Interval[];

export type ServiceHours = {
  readonly tradingDay: DayHours;
  readonly weekend: DayHours;
  /** Weekdays on which the exchanges are closed. */
  readonly holiday: DayHours;
  /** `YYYY-MM-DD` to that day's hours; wins over the three above, also in years the trading calendar does not know. */
  readonly specialDays: Readonly<Record<string, DayHours>>;
};

/** What a flow names in its `hours` node. */
export type ServiceCalendar = {
  readonly trading: TradingCalendar;
  readonly hours: ServiceHours;
};

export type Opening =
  | { readonly kind: 'open'; readonly closesAtMs: number }
  /** `opensAtMs` is null when it is not known: no opening before the calendar's known years end, or within a year. */
  | { readonly kind: 'closed'; readonly opensAtMs: number | null }
  | CalendarRefusal;

const searchLimitDays = 366;

/** Whether the service is open at an instant (epoch ms of the business clock), and until or from when. */
export function isOpen(calendar: ServiceCalendar, atMs: number): Opening {
  const { epochDay, msOfDay } = localTimeOf(atMs);
  const today = hoursOfDay(calendar, epochDay);
  if (today.kind === 'refused') return today;
  for (const interval of today.value) {
    if (msOfDay < interval.fromMinute * msPerMinute) return { kind: 'closed', opensAtMs: minuteOf(epochDay, interval.fromMinute) };
    if (msOfDay < interval.toMinute * msPerMinute) return { kind: 'open', closesAtMs: minuteOf(epochDay, interval.toMinute) };
  }
  return { kind: 'closed', opensAtMs: nextOpening(calendar, epochDay) };
}

function nextOpening(calendar: ServiceCalendar, after: EpochDay): number | null {
  for (let day = after + 1; day <= after + searchLimitDays; day += 1) {
    const hours = hoursOfDay(calendar, day);
    if (hours.kind === 'refused') return null;
    const first = hours.value[0];
    if (first !== undefined) return minuteOf(day, first.fromMinute);
  }
  return null;
}

export function hoursOfDay(calendar: ServiceCalendar, day: EpochDay): Known<DayHours> {
  const special = calendar.hours.specialDays[formatDate(day)];
  if (special !== undefined) return { kind: 'known', value: special };
  const dayKind = dayKindOf(calendar.trading, day);
  if (dayKind.kind === 'refused') return dayKind;
  switch (dayKind.value) {
    case 'trading-day':
      return { kind: 'known', value: calendar.hours.tradingDay };
    case 'weekend':
      return { kind: 'known', value: calendar.hours.weekend };
    case 'holiday':
      return { kind: 'known', value: calendar.hours.holiday };
  }
}

function minuteOf(epochDay: EpochDay, minute: number): number {
  return instantOf({ epochDay, msOfDay: minute * msPerMinute });
}
