/** The firm's calendar settings as a file or an administrator writes them; parsed into what core/calendar works with. */
import { z } from 'zod';
import type { FirmCalendarSettings } from '../core/calendar/firm-calendar.ts';
import type { DayHours, Interval } from '../core/calendar/service-hours.ts';

const intervalPattern = /^([01]\d|2[0-3]):([0-5]\d)-(([01]\d|2[0-3]):([0-5]\d)|24:00)$/;

/** `08:30-17:30`; the end may be `24:00`. */
const interval = z
  .string()
  .regex(intervalPattern, 'write hours as HH:MM-HH:MM, such as 08:30-17:30')
  .transform((text): Interval => {
    const [from = '', to = ''] = text.split('-');
    return { fromMinute: minuteOfDay(from), toMinute: minuteOfDay(to) };
  });

const dayHours = z
  .array(interval)
  .refine(areInOrder, 'hours must be in order, each ending after it begins, none overlapping: ["09:00-11:30", "13:00-16:00"]')
  .readonly();

const existingDate = z.iso.date();

const specialDays = z.record(z.string(), dayHours).superRefine((days, context) => {
  for (const date of Object.keys(days)) {
    if (existingDate.safeParse(date).success) continue;
    context.addIssue({ code: 'custom', path: [date], message: 'write a day that exists as YYYY-MM-DD, such as 2026-02-17' });
  }
});

const serviceHours = z.strictObject({
  tradingDay: dayHours,
  weekend: dayHours,
  holiday: dayHours.default([]),
  specialDays: specialDays.default({}),
});

const tradingHolidays = z.record(z.string().regex(/^\d{4}$/, 'write the year in four digits, such as 2027'), z.array(z.string()))
  .superRefine((years, context) => {
    for (const [year, dates] of Object.entries(years)) {
      for (const [position, monthAndDay] of dates.entries()) {
        const date = `${year}-${monthAndDay}`;
        const isDate = existingDate.safeParse(date).success;
        if (isDate && !isWeekend(date)) continue;
        context.addIssue({
          code: 'custom',
          path: [year, position],
          message: `${monthAndDay} is ${isDate ? 'a weekend' : 'no day'} of ${year}; list the closed weekdays as MM-DD, such as 10-01`,
        });
      }
    }
  });

/** C-13: workdays and weekends. */
const defaultServices = {
  service: { tradingDay: ['08:30-17:30'], weekend: ['09:00-17:00'], holiday: [], specialDays: {} },
  trading: { tradingDay: ['09:30-11:30', '13:00-15:00'], weekend: [], holiday: [], specialDays: {} },
};

/** Settings as written; every key has a default, so `{}` is the shipped firm. `services` given replace the defaults as a whole. */
export const firmCalendarSettings = z.strictObject({
  tradingHolidays: tradingHolidays.default({}),
  services: z
    .record(z.string().regex(/^[a-z][a-z0-9-]*$/, 'name a calendar in lower case, such as service'), serviceHours)
    .prefault(defaultServices),
}) satisfies z.ZodType<FirmCalendarSettings>;

/** Of a civil date; the day of the week is the same in every zone. */
function isWeekend(date: string): boolean {
  return [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());
}

function minuteOfDay(text: string): number {
  const [hours = '', minutes = ''] = text.split(':');
  return Number(hours) * 60 + Number(minutes);
}

function areInOrder(hours: DayHours): boolean {
  return hours.every((one, position) => {
    const before = hours[position - 1];
    return one.fromMinute < one.toMinute && (before === undefined || before.toMinute <= one.fromMinute);
  });
}
