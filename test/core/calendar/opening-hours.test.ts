import { describe, expect, it } from 'vitest';
import { firmCalendarSettings } from '../../../src/contract/firm-calendar.ts';
import { createFirmCalendar, isServiceOpen } from '../../../src/core/calendar/firm-calendar.ts';
import { isOpen } from '../../../src/core/calendar/service-hours.ts';
import type { ServiceCalendar } from '../../../src/core/calendar/service-hours.ts';
import { tradingSessionAt } from '../../../src/core/calendar/trading-sessions.ts';

const firm = createFirmCalendar(firmCalendarSettings.parse({}));

function service(settings: unknown = {}, name = 'service'): ServiceCalendar {
  const calendar = createFirmCalendar(firmCalendarSettings.parse(settings)).services.get(name);
  if (calendar === undefined) throw new Error(`no calendar ${name}`);
  return calendar;
}

const at = (local: string): number => Date.parse(`${local}:00+08:00`);

describe('trading sessions', () => {
  it.each([
    ['2026-11-23T09:14', 'closed'],
    ['2026-11-23T09:15', 'opening-auction'],
    ['2026-11-23T09:25', 'closed'],
    ['2026-11-23T09:30', 'morning'],
    ['2026-11-23T11:29', 'morning'],
    ['2026-11-23T11:30', 'closed'],
    ['2026-11-23T13:00', 'afternoon'],
    ['2026-11-23T14:57', 'closing-auction'],
    ['2026-11-23T15:00', 'closed'],
    ['2026-11-23T15:05', 'after-hours'],
    ['2026-11-23T15:30', 'closed'],
    ['2026-11-22T10:00', 'closed'],
    ['2026-10-01T10:00', 'closed'],
  ])('%s is %s', (local, session) => {
    expect(tradingSessionAt(firm.trading, at(local))).toEqual({ kind: 'known', value: session });
  });

  it('are refused in a year without a notice', () => {
    expect(tradingSessionAt(firm.trading, at('2027-03-01T10:00'))).toMatchObject({ kind: 'refused', code: 'CALENDAR_YEAR_UNKNOWN' });
  });
});

describe('service hours [C-13]', () => {
  it('are 08:30 to 17:30 on trading days, the end not included', () => {
    expect(isOpen(service(), at('2026-11-23T08:29'))).toEqual({ kind: 'closed', opensAtMs: at('2026-11-23T08:30') });
    expect(isOpen(service(), at('2026-11-23T08:30'))).toEqual({ kind: 'open', closesAtMs: at('2026-11-23T17:30') });
    expect(isOpen(service(), at('2026-11-23T17:30') - 1)).toMatchObject({ kind: 'open' });
    expect(isOpen(service(), at('2026-11-23T17:30'))).toEqual({ kind: 'closed', opensAtMs: at('2026-11-24T08:30') });
  });

  it('are 09:00 to 17:00 at weekends', () => {
    expect(isOpen(service(), at('2026-11-21T08:45'))).toEqual({ kind: 'closed', opensAtMs: at('2026-11-21T09:00') });
    expect(isOpen(service(), at('2026-11-22T12:00'))).toEqual({ kind: 'open', closesAtMs: at('2026-11-22T17:00') });
  });

  it('say on a holiday when the service opens next', () => {
    expect(isOpen(service(), at('2026-10-01T10:00'))).toEqual({ kind: 'closed', opensAtMs: at('2026-10-03T09:00') });
    expect(isOpen(service({}, 'trading'), at('2026-09-30T15:00'))).toEqual({ kind: 'closed', opensAtMs: at('2026-10-08T09:30') });
  });

  it('have a gap where the firm writes two intervals', () => {
    expect(isOpen(service({}, 'trading'), at('2026-11-23T12:00'))).toEqual({ kind: 'closed', opensAtMs: at('2026-11-23T13:00') });
  });

  it('give way to a day set apart, even in a year the trading calendar does not know', () => {
    const hours = {
      tradingDay: ['00:00-24:00'],
      weekend: [],
      specialDays: { '2026-11-23': ['10:00-12:00'], '2027-01-04': ['09:00-10:00'] },
    };
    const special = service({ services: { service: hours } });
    expect(isOpen(special, at('2026-11-23T09:00'))).toEqual({ kind: 'closed', opensAtMs: at('2026-11-23T10:00') });
    expect(isOpen(special, at('2026-11-24T23:59'))).toEqual({ kind: 'open', closesAtMs: at('2026-11-25T00:00') });
    expect(isOpen(special, at('2027-01-04T09:30'))).toMatchObject({ kind: 'open' });
    expect(isOpen(special, at('2027-01-05T09:30'))).toEqual({ kind: 'refused', code: 'CALENDAR_YEAR_UNKNOWN', year: 2027 });
  });

  it('do not promise an opening beyond the known years', () => {
    expect(isOpen(service(), at('2026-12-31T18:00'))).toEqual({ kind: 'closed', opensAtMs: null });
  });

  it('never open when the firm lists no hours at all', () => {
    const shut = service({ services: { service: { tradingDay: [], weekend: [] } } });
    expect(isOpen(shut, at('2025-03-03T10:00'))).toEqual({ kind: 'closed', opensAtMs: null });
  });
});

describe('the answer for a flow', () => {
  it.each([
    ['service', '2026-11-23T10:00', true],
    ['service', '2026-11-23T20:00', false],
    ['service', '2027-03-01T10:00', null],
    ['complaints', '2026-11-23T10:00', null],
  ])('of %s at %s is %s', (name, local, expected) => {
    expect(isServiceOpen(firm, name, at(local))).toBe(expected);
  });
});

describe('calendar settings', () => {
  it('let the firm add the next year when its notice is out', () => {
    const next = createFirmCalendar(firmCalendarSettings.parse({ tradingHolidays: { '2027': ['01-01'] } }));
    expect(tradingSessionAt(next.trading, at('2027-03-01T10:00'))).toEqual({ kind: 'known', value: 'morning' });
    expect(tradingSessionAt(next.trading, at('2026-10-01T10:00'))).toEqual({ kind: 'known', value: 'closed' });
  });

  it.each([
    [{ tradingHolidays: { '2027': ['02-30'] } }, ['tradingHolidays', '2027', 0], 'no day of 2027'],
    [{ tradingHolidays: { '2027': ['01-02'] } }, ['tradingHolidays', '2027', 0], 'a weekend of 2027'],
    [{ services: { service: { tradingDay: ['8:30-17:30'], weekend: [] } } }, ['services', 'service', 'tradingDay', 0], 'HH:MM-HH:MM'],
    [{ services: { service: { tradingDay: ['13:00-16:00', '09:00-11:30'], weekend: [] } } }, ['services', 'service', 'tradingDay'], 'in order'],
    [{ services: { service: { tradingDay: ['17:30-08:30'], weekend: [] } } }, ['services', 'service', 'tradingDay'], 'in order'],
    [{ services: { service: { tradingDay: [], weekend: [], specialDays: { '2026-02-30': [] } } } }, ['services', 'service', 'specialDays', '2026-02-30'], 'such as 2026-02-17'],
    [{ servces: {} }, [], 'servces'],
  ])('that are wrong are named: %j', (settings, path, words) => {
    const parsed = firmCalendarSettings.safeParse(settings);
    expect(parsed.success).toBe(false);
    const issue = parsed.error?.issues[0];
    expect(issue?.path).toEqual(path);
    expect(issue?.message).toContain(words);
  });
});
