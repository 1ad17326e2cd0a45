/** What day it is for the firm: trading or not, which session, when the next trading day comes. */
import { formatDate, localTimeOf } from '../../core/calendar/civil.ts';
import type { FirmCalendar } from '../../core/calendar/firm-calendar.ts';
import { addTradingDays, isTradingDay } from '../../core/calendar/trading-calendar.ts';
import { tradingSessionAt } from '../../core/calendar/trading-sessions.ts';
import type { LookupAnswer } from '../../core/call/events.ts';

/** not-found: the calendar does not know this year. */
export function firmState(calendar: FirmCalendar, businessAt: number): LookupAnswer {
  const { epochDay } = localTimeOf(businessAt);
  const trading = isTradingDay(calendar.trading, epochDay);
  const session = tradingSessionAt(calendar.trading, businessAt);
  const next = addTradingDays(calendar.trading, epochDay, 1);
  if (trading.kind === 'refused' || session.kind === 'refused') return { kind: 'not-found' };
  return {
    kind: 'found',
    answers: {
      date: formatDate(epochDay), isTradingDay: trading.value ? 'yes' : 'no', session: session.value,
      ...(next.kind === 'known' ? { nextTradingDay: formatDate(next.value) } : {}),
    },
  };
}
