/** When a client may be called back at her wish (M-14): slots of two hours on the next day the service is open, phones' rest hours kept. */
import { formatDate, instantOf, localTimeOf, msPerMinute, type EpochDay } from './civil.ts';
import { addTradingDays } from './trading-calendar.ts';
import { hoursOfDay, type ServiceCalendar } from './service-hours.ts';

export interface BookingSlot {
  /** The day and the time it begins, such as 2026-11-24T09:00. */
  readonly id: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** `09:00`, `11:00` */
  readonly from: string;
  readonly to: string;
}

export interface BookingDay {
  /** `2026-11-24` */
  readonly date: string;
  readonly slots: readonly BookingSlot[];
}

const slotMinutes = 120;

/**
 * The next trading day after today, however late it is: a make-up working weekend is none. Null: the calendar does not know, or
 * nothing of that day is left between the service's hours and the hours in which a phone may ring.
 */
export function nextBookingDay(calendar: ServiceCalendar, ring: { readonly fromMinute: number; readonly toMinute: number }, atMs: number): BookingDay | null {
  const next = addTradingDays(calendar.trading, localTimeOf(atMs).epochDay, 1);
  if (next.kind === 'refused') return null;
  const hours = hoursOfDay(calendar, next.value);
  if (hours.kind === 'refused') return null;
  const slots = hours.value.flatMap((open) => slotsWithin(next.value, Math.max(open.fromMinute, ring.fromMinute), Math.min(open.toMinute, ring.toMinute)));
  return slots.length === 0 ? null : { date: formatDate(next.value), slots };
}

function slotsWithin(day: EpochDay, fromMinute: number, toMinute: number): BookingSlot[] {
  const slots: BookingSlot[] = [];
  for (let minute = fromMinute; minute + slotMinutes <= toMinute; minute += slotMinutes) {
    const [from, to] = [timeOf(minute), timeOf(minute + slotMinutes)];
    slots.push({ id: `${formatDate(day)}T${from}`, fromMs: at(day, minute), toMs: at(day, minute + slotMinutes), from, to });
  }
  return slots;
}

const at = (epochDay: EpochDay, minute: number): number => instantOf({ epochDay, msOfDay: minute * msPerMinute });
const timeOf = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
