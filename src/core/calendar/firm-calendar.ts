/** The firm's calendars by name, built once from its settings (contract/firm-calendar.ts). */
import { localTimeOf } from './civil.ts';
import { isOpen } from './service-hours.ts';
import type { ServiceCalendar, ServiceHours } from './service-hours.ts';
import { createTradingCalendar, dayKindOf } from './trading-calendar.ts';
import type { TradingCalendar, TradingHolidays } from './trading-calendar.ts';
import { shippedTradingHolidays } from './trading-holidays.ts';

export type FirmCalendarSettings = {
  /** Years the firm adds, or replaces as a whole, in the shipped table. */
  readonly tradingHolidays: TradingHolidays;
  /** Calendar name, as flows spell it, to its hours. */
  readonly services: Readonly<Record<string, ServiceHours>>;
};

export type FirmCalendar = {
  readonly trading: TradingCalendar;
  /** By the name flows use; flow checks look here, so that a misspelt name stops the boot and not a caller. */
  readonly services: ReadonlyMap<string, ServiceCalendar>;
};

export function createFirmCalendar(settings: FirmCalendarSettings): FirmCalendar {
  const trading = createTradingCalendar({ ...shippedTradingHolidays, ...settings.tradingHolidays });
  const services = new Map<string, ServiceCalendar>();
  for (const [name, hours] of Object.entries(settings.services)) services.set(name, { trading, hours });
  return { trading, services };
}

/** In a flow's `hours` node: open all day on days the exchanges trade. */
const TRADING_DAY = 'trading-day';

/** What an `hours` node may name. */
export function calendarNames(firm: FirmCalendar): ReadonlySet<string> {
  return new Set([...firm.services.keys(), TRADING_DAY]);
}

function isTradingDay(firm: FirmCalendar, atMs: number): boolean | null {
  const kind = dayKindOf(firm.trading, localTimeOf(atMs).epochDay);
  return kind.kind === 'refused' ? null : kind.value === 'trading-day';
}

/** The yes or no a flow's `hours` node asks for; null when the calendar cannot tell: no such name, or a year without a notice. */
export function isServiceOpen(firm: FirmCalendar, name: string, atMs: number): boolean | null {
  if (name === TRADING_DAY) return isTradingDay(firm, atMs);
  const calendar = firm.services.get(name);
  if (calendar === undefined) return null;
  const opening = isOpen(calendar, atMs);
  return opening.kind === 'refused' ? null : opening.kind === 'open';
}
