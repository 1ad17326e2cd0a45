/** The firm's clock hangs on the wall in Shanghai, wherever the machine stands (field note 67: server Saturday, zone already Sunday). */
import { afterAll, describe, expect, it } from 'vitest';
import { firmCalendarSettings } from '../../../src/contract/firm-calendar.ts';
import { formatDate, localTimeOf, parseDate } from '../../../src/core/calendar/civil.ts';
import { createFirmCalendar, isServiceOpen } from '../../../src/core/calendar/firm-calendar.ts';
import { addTradingDays, countTradingDays, dayKindOf } from '../../../src/core/calendar/trading-calendar.ts';
import { tradingSessionAt } from '../../../src/core/calendar/trading-sessions.ts';

const machineZone = process.env.TZ;
afterAll(() => {
  if (machineZone === undefined) delete process.env.TZ;
  else process.env.TZ = machineZone;
});

/** Behind, ahead, half an hour off, and with a summer time that Shanghai does not have. */
const zones = ['UTC', 'America/Los_Angeles', 'America/St_Johns', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'];

/** Around each midnight and each opening of the days that domain.md 4 works out, and of one that is a Saturday here and a Friday there. */
const instants = ['2026-09-24', '2026-09-28', '2026-09-29', '2026-09-30', '2026-10-08', '2024-02-09', '2026-03-08', '2026-11-21', '2026-12-31'].flatMap((day) =>
  ['00:00', '08:29', '08:30', '09:15', '15:00', '17:30', '23:59'].map((time) => Date.parse(`${day}T${time}:00+08:00`)));

function answers(): unknown {
  const firm = createFirmCalendar(firmCalendarSettings.parse({}));
  const day = (text: string): number => parseDate(text) ?? Number.NaN;
  return {
    instants: instants.map((at) => [formatDate(localTimeOf(at).epochDay), isServiceOpen(firm, 'service', at), tradingSessionAt(firm.trading, at), dayKindOf(firm.trading, localTimeOf(at).epochDay)]),
    newShares: [['2026-09-24', 1], ['2026-09-24', 2], ['2026-09-24', 3], ['2026-09-29', 1], ['2026-09-29', 2]].map(([from, count]) => {
      const answer = addTradingDays(firm.trading, day(String(from)), Number(count));
      return answer.kind === 'known' ? formatDate(answer.value) : answer.code;
    }),
    years: [2024, 2025, 2026].map((year) => countTradingDays(firm.trading, { firstDay: day(`${year}-01-01`), lastDay: day(`${year}-12-31`) })),
  };
}

describe('the machine stands in another time zone', () => {
  delete process.env.TZ;
  const here = answers();

  it('the worked dates of domain.md 4 are these', () => {
    expect(here).toMatchObject({
      newShares: ['2026-09-28', '2026-09-29', '2026-09-30', '2026-09-30', '2026-10-08'],
      years: [242, 243, 242].map((value) => ({ kind: 'known', value })),
    });
  });

  it.each(zones)('%s: hours, sessions, trading days and dates are the same', (zone) => {
    process.env.TZ = zone;
    expect(new Date(instants[0] ?? 0).getTimezoneOffset(), 'the zone took effect').not.toBe(-480);
    expect(answers()).toEqual(here);
  });
});
