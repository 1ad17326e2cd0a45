/** Keeps the figures up: calls that ended become rows; when a day is over it is checked once, and what does not add up is told. */
import type { Log } from '../log.ts';
import { createRounds } from '../rounds.ts';
import { checkDay } from './check.ts';
import { dayOf, periodOf } from './days.ts';
import { rollUp, type RollDeps } from './roll.ts';

export interface FigureKeeperDeps extends RollDeps {
  readonly log: Log;
  readonly everyMs?: number;
}

const EVERY_MS = 30_000;
/** Ordinarily only the last minutes are looked at; now and then, and the first time, the last day. */
const NEAR_MS = 15 * 60_000;
const WIDE_ROUNDS = 60;
const DAY_MS = 86_400_000;
/** After midnight: calls of the day before have ended, their recordings are sealed. */
const SETTLED_MS = 2 * 3_600_000;
const TOLD = 20;
/** A worker that was away for long comes after it bit by bit. */
const DAYS_A_ROUND = 3;

export function createFigureKeeper({ log, everyMs = EVERY_MS, ...deps }: FigureKeeperDeps) {
  let rounds = 0;
  /** The first time: what seats did while no worker was there. */
  let since = deps.clock.now() - DAY_MS;

  /** Days that are over and were never checked, the oldest first: also those on which no worker ran. */
  const unchecked = (): Promise<readonly string[]> => deps.tables.uncheckedDays({ until: dayOf(deps.clock.now() - SETTLED_MS - DAY_MS), limit: DAYS_A_ROUND });
  const checkOver = async (day: string): Promise<void> => {
    const now = deps.clock.now();
    const period = periodOf(day);
    if (period === null) return;
    const check = await checkDay(deps, period);
    await deps.tables.noteCheck({ day, at: now, calls: check.calls, breaks: check.breaks });
    if (check.breaks.length === 0) log.info({ day, calls: check.calls }, 'figures of the day add up');
    else log.error({ day, breaks: check.breaks.length, first: check.breaks.slice(0, TOLD).map(({ identity, callId, seatId }) => ({ identity, callId, seatId })) }, 'figures of the day do not add up');
  };
  const look = async (): Promise<void> => {
    const until = deps.clock.now();
    const days = await unchecked();
    const begin = days[0] === undefined ? null : periodOf(days[0]);
    // What ended while no worker ran becomes rows before its day is checked.
    if (begin !== null && begin.from < since) await rollUp(deps, { since: begin.from, lookBackMs: until - begin.from });
    else await rollUp(deps, { since, ...(rounds % WIDE_ROUNDS === 0 ? {} : { lookBackMs: NEAR_MS }) });
    rounds += 1;
    since = until;
    for (const day of days) await checkOver(day);
  };
  return createRounds({ look, failed: undefined, fault: 'figures could not be kept up, the next round tries again', everyMs, isAtOnce: false, log });
}
