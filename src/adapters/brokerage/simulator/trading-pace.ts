/** Moves the market by the business clock: once a second while a session with trading runs, not at all outside. */
import { localTimeOf } from '../../../core/calendar/civil.ts';
import type { EpochDay } from '../../../core/calendar/civil.ts';
import type { TradingCalendar } from '../../../core/calendar/trading-calendar.ts';
import { tradingSessionAt } from '../../../core/calendar/trading-sessions.ts';
import type { Market } from './market.ts';

export type TradingPace = {
  /** To be called once a second. */
  beat(businessNowMs: number): void;
  /** The running session, `closed`, or `unknown` in a year the calendar does not know: then nothing moves. */
  sessionAt(businessNowMs: number): string;
};

const movingSessions: ReadonlySet<string> = new Set(['morning', 'afternoon', 'closing-auction']);

export function createTradingPace(deps: { readonly market: Market; readonly calendar: TradingCalendar }): TradingPace {
  let tradedDay: EpochDay | undefined;
  const sessionAt = (businessNowMs: number): string => {
    const session = tradingSessionAt(deps.calendar, businessNowMs);
    return session.kind === 'known' ? session.value : 'unknown';
  };
  return {
    sessionAt,
    beat(businessNowMs) {
      const session = sessionAt(businessNowMs);
      if (session === 'closed' || session === 'unknown') return;
      const { epochDay } = localTimeOf(businessNowMs);
      // A new day begins with its opening auction and has no price until the morning. The first day was begun by the seed.
      if (tradedDay !== undefined && tradedDay !== epochDay) deps.market.beginDay();
      tradedDay = epochDay;
      if (movingSessions.has(session)) deps.market.step();
    },
  };
}
