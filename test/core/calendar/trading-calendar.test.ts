import { describe, expect, it } from 'vitest';
import { formatDate, isWeekend, parseDate, weekdayOf } from '../../../src/core/calendar/civil.ts';
import type { EpochDay } from '../../../src/core/calendar/civil.ts';
import {
  addTradingDays,
  countTradingDays,
  createTradingCalendar,
  dayKindOf,
  isTradingDay,
  lastKnownDay,
} from '../../../src/core/calendar/trading-calendar.ts';
import { shippedTradingHolidays } from '../../../src/core/calendar/trading-holidays.ts';

const calendar = createTradingCalendar(shippedTradingHolidays);

function day(text: string): EpochDay {
  const epochDay = parseDate(text);
  if (epochDay === undefined) throw new Error(`no such day: ${text}`);
  return epochDay;
}

function tPlus(from: string, count: number): string {
  const answer = addTradingDays(calendar, day(from), count);
  return answer.kind === 'known' ? formatDate(answer.value) : answer.code;
}

describe('the shipped trading calendar', () => {
  it.each([
    [2024, 242],
    [2025, 243],
    [2026, 242],
  ])('%i has %i trading days', (year, count) => {
    const range = { firstDay: day(`${year}-01-01`), lastDay: day(`${year}-12-31`) };
    expect(countTradingDays(calendar, range)).toEqual({ kind: 'known', value: count });
  });

  it('lists only weekdays that exist, each once and in order', () => {
    for (const [year, dates] of Object.entries(shippedTradingHolidays)) {
      expect([...new Set(dates)].sort(), year).toEqual(dates);
      for (const date of dates) expect(isWeekend(day(`${year}-${date}`)), `${year}-${date}`).toBe(false);
    }
  });

  it('is closed on the eve of spring festival 2024, which no public-holiday list shows', () => {
    expect(weekdayOf(day('2024-02-09'))).toBe(5);
    expect(isTradingDay(calendar, day('2024-02-09'))).toEqual({ kind: 'known', value: false });
    expect(dayKindOf(calendar, day('2024-02-09'))).toEqual({ kind: 'known', value: 'holiday' });
  });

  it('does not trade on working weekends that make up for a holiday', () => {
    expect(dayKindOf(calendar, day('2026-10-10'))).toEqual({ kind: 'known', value: 'weekend' });
    expect(isTradingDay(calendar, day('2025-09-28'))).toEqual({ kind: 'known', value: false });
  });

  it('refuses a year without a notice instead of guessing', () => {
    const refusal = { kind: 'refused', code: 'CALENDAR_YEAR_UNKNOWN', year: 2027 };
    expect(isTradingDay(calendar, day('2027-03-01'))).toEqual(refusal);
    expect(dayKindOf(calendar, day('2027-01-02'))).toEqual(refusal);
    expect(countTradingDays(calendar, { firstDay: day('2026-12-30'), lastDay: day('2027-01-05') })).toEqual(refusal);
    expect(isTradingDay(calendar, day('2023-12-29'))).toEqual({ ...refusal, year: 2023 });
  });

  it('says until which day it is known', () => {
    expect(lastKnownDay(calendar, day('2025-06-01'))).toBe(day('2026-12-31'));
    expect(lastKnownDay(calendar, day('2027-06-01'))).toBeUndefined();
  });
});

describe('T+n', () => {
  it('steps over the mid-autumn weekend of 2026: T Thu 09-24 pays on Tue 09-29', () => {
    expect([1, 2, 3].map((count) => tPlus('2026-09-24', count))).toEqual(['2026-09-28', '2026-09-29', '2026-09-30']);
  });

  it('steps over the national holiday of 2026: T Tue 09-29 pays on Thu 10-08', () => {
    expect([1, 2].map((count) => tPlus('2026-09-29', count))).toEqual(['2026-09-30', '2026-10-08']);
  });

  it('counts backwards: T-2 of a subscription is its qualification day', () => {
    expect(tPlus('2026-09-29', -2)).toBe('2026-09-24');
    expect(tPlus('2026-10-08', -1)).toBe('2026-09-30');
  });

  it('counts from a day without trading to the trading days around it [G-03]', () => {
    expect(tPlus('2026-09-26', 2)).toBe('2026-09-29');
    expect(tPlus('2026-10-03', -1)).toBe('2026-09-30');
  });

  it('has no T on a day without trading', () => {
    expect(tPlus('2026-09-28', 0)).toBe('2026-09-28');
    expect(tPlus('2026-09-26', 0)).toBe('CALENDAR_NOT_A_TRADING_DAY');
  });

  it('undoes itself from every trading day, for 1 to 20 days', () => {
    for (let from = day('2024-03-01'); from <= day('2026-11-01'); from += 1) {
      const start = isTradingDay(calendar, from);
      if (start.kind !== 'known' || !start.value) continue;
      for (const count of [1, 2, 3, 20]) {
        const there = addTradingDays(calendar, from, count);
        expect(there.kind).toBe('known');
        if (there.kind === 'known') expect(addTradingDays(calendar, there.value, -count)).toEqual({ kind: 'known', value: from });
      }
    }
  });

  it('is refused where it leaves the known years', () => {
    expect(tPlus('2026-12-31', 1)).toBe('CALENDAR_YEAR_UNKNOWN');
    expect(tPlus('2024-01-02', -1)).toBe('CALENDAR_YEAR_UNKNOWN');
    expect(tPlus('2025-12-31', 1)).toBe('2026-01-05');
  });
});
