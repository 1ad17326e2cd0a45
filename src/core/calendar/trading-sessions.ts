/**
 * The generic sessions of a trading day (domain.md section 4). Which board may use the after-hours session is an order rule of
 * its own and not asked here.
 */
import { localTimeOf, msPerMinute } from './civil.ts';
import { dayKindOf } from './trading-calendar.ts';
import type { Known, TradingCalendar } from './trading-calendar.ts';

export type TradingSession = 'opening-auction' | 'morning' | 'afternoon' | 'closing-auction' | 'after-hours';

/** Local minutes of the day; the first belongs to the session, the last does not. */
type SessionHours = { readonly session: TradingSession; readonly fromMinute: number; readonly toMinute: number };

const sessionsOfDay: readonly SessionHours[] = [
  { session: 'opening-auction', fromMinute: 9 * 60 + 15, toMinute: 9 * 60 + 25 },
  { session: 'morning', fromMinute: 9 * 60 + 30, toMinute: 11 * 60 + 30 },
  { session: 'afternoon', fromMinute: 13 * 60, toMinute: 14 * 60 + 57 },
  { session: 'closing-auction', fromMinute: 14 * 60 + 57, toMinute: 15 * 60 },
  { session: 'after-hours', fromMinute: 15 * 60 + 5, toMinute: 15 * 60 + 30 },
];

/** The session that runs at an instant (epoch ms), or `closed` between sessions and on days without trading. */
export function tradingSessionAt(calendar: TradingCalendar, atMs: number): Known<TradingSession | 'closed'> {
  const { epochDay, msOfDay } = localTimeOf(atMs);
  const dayKind = dayKindOf(calendar, epochDay);
  if (dayKind.kind === 'refused') return dayKind;
  if (dayKind.value !== 'trading-day') return { kind: 'known', value: 'closed' };
  const running = sessionsOfDay.find(
    (hours) => msOfDay >= hours.fromMinute * msPerMinute && msOfDay < hours.toMinute * msPerMinute,
  );
  return { kind: 'known', value: running?.session ?? 'closed' };
}
