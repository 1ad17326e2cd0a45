/**
 * Moves a seat. A seat has no mailbox: read the row, step, save at the version read; who lost reads again.
 */
import type { SeatNews } from '../core/call/commands.ts';
import type { SeatEvent } from '../core/seat/events.ts';
import { stepSeat } from '../core/seat/step.ts';
import type { Clock } from './clock.ts';
import type { SeatStore, Wakeups } from './ports.ts';

/** Several writers at one seat at once are a few; more tries than this mean that something is wrong. */
const MAX_TRIES = 20;

export interface SeatDeps {
  readonly seats: SeatStore;
  readonly wakeups: Wakeups;
  readonly clock: Clock;
}

export type SeatChange = { readonly kind: 'changed' } | { readonly kind: 'refused'; readonly code: string };
type Unstamped<T> = T extends unknown ? Omit<T, 'at'> : never;

/** `SEAT_UNKNOWN`, `OTHER_SEAT_SIGNED_IN`, or the machine's own codes (core/seat/events.ts). */
export async function changeSeat(deps: SeatDeps, seatId: string, request: Unstamped<SeatEvent>, forcedBy?: string): Promise<SeatChange> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const row = await deps.seats.find(seatId);
    if (row === null) return { kind: 'refused', code: 'SEAT_UNKNOWN' };
    const at = deps.clock.now();
    const stepped = stepSeat(row.state, { ...request, at });
    if (stepped.kind === 'refused') return stepped;
    const fact = stepped.facts[0];
    if (fact === undefined && stepped.state === row.state) return { kind: 'changed' };
    const saved = await deps.seats.save({
      seatId,
      version: row.version,
      state: stepped.state,
      at,
      isSignIn: row.state.phase === 'signed-out',
      fact: { ...(fact ?? { kind: 'seat-state', phase: stepped.state.phase, reason: null, callId: null }), ...(forcedBy === undefined ? {} : { forcedBy }) },
    });
    if (saved === 'other-seat') return { kind: 'refused', code: 'OTHER_SEAT_SIGNED_IN' };
    if (!saved) continue;
    deps.wakeups.send('stream', `seat:${seatId}`);
    if (stepped.state.phase === 'ready') deps.wakeups.send('match', seatId);
    if (stepped.state.phase === 'acw') deps.wakeups.send('due', seatId);
    return { kind: 'changed' };
  }
  throw new Error(`seat ${seatId} moved ${MAX_TRIES} times while it was to be changed`);
}

/** News of the call that holds the seat. A refusal means that the reservation is over: nothing to do. */
export async function tellSeat(deps: SeatDeps, news: { seatId: string; reservationId: string; event: SeatNews }): Promise<void> {
  await changeSeat(deps, news.seatId, { ...news.event, reservationId: news.reservationId });
}
