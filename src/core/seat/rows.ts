/** A row of the seat's table each: what a phase does with every event. */
import type { SeatEvent } from './events.ts';
import type { PendingState, SeatState } from './state.ts';
import type { SeatCellResult as Result, SeatTable } from './table-type.ts';

type Busy = Extract<SeatState, { pending: PendingState | null }>;
type Held = Extract<SeatState, { phase: 'reserved' | 'ringing' | 'talking' }>;

const refuse = (refused: string): Result => ({ refused });
const later = <S extends Busy>(state: S, pending: PendingState | null): S => ({ ...state, pending });
const ready = (at: number): SeatState => ({ phase: 'ready', since: at });
const settle = (state: Busy, at: number): SeatState => state.pending ?? ready(at);

/** Only for the reservation it speaks of. */
function held(state: Held, reservationId: string, next: () => SeatState): Result {
  return state.reservation.reservationId === reservationId ? next() : refuse('SEAT_RESERVATION_OVER');
}

function toAcw(state: Held, event: Extract<SeatEvent, { kind: 'talk-ended' }>): SeatState {
  // A talk that ended because the phone went does not lead to the next one.
  const pending = state.pending ?? (event.isPhoneLost === true ? ({ phase: 'not-ready', reason: 'device-lost' } as const) : null);
  if (event.acwMs <= 0) return settle({ ...state, pending }, event.at);
  return { phase: 'acw', callId: state.reservation.callId, acwEndsAt: event.at + event.acwMs, pending };
}

/** Who signed out while it rang is gone; whatever else she chose, she must say herself that she is back. */
const missed = (state: Busy): SeatState => (state.pending?.phase === 'signed-out' ? state.pending : { phase: 'not-ready', reason: 'rona' });

export const signedOutRow: SeatTable['signed-out'] = {
  'signed-in': () => ({ phase: 'not-ready', reason: 'signed-in' }),
  'signed-out-asked': 'ignore',
  'ready-asked': () => refuse('SEAT_SIGNED_OUT'),
  'not-ready-asked': () => refuse('SEAT_SIGNED_OUT'),
  reserved: () => refuse('SEAT_NOT_READY'),
  'ring-started': () => refuse('SEAT_RESERVATION_OVER'),
  answered: () => refuse('SEAT_RESERVATION_OVER'),
  'ring-missed': 'ignore',
  'ring-failed': 'ignore',
  released: 'ignore',
  'talk-ended': 'ignore',
  'reservation-expired': 'ignore',
  'acw-ended': 'ignore',
  'acw-done-asked': () => refuse('SEAT_NOT_IN_ACW'),
  'acw-extend-asked': () => refuse('SEAT_NOT_IN_ACW'),
  'device-lost': 'ignore',
  'device-back': 'ignore',
};

export const notReadyRow: SeatTable['not-ready'] = {
  'signed-in': 'ignore',
  'signed-out-asked': () => ({ phase: 'signed-out' }),
  'ready-asked': (_, _state, event) => ready(event.at),
  'not-ready-asked': (_, _state, event) => ({ phase: 'not-ready', reason: event.reason }),
  reserved: () => refuse('SEAT_NOT_READY'),
  'ring-started': () => refuse('SEAT_RESERVATION_OVER'),
  answered: () => refuse('SEAT_RESERVATION_OVER'),
  'ring-missed': 'ignore',
  'ring-failed': 'ignore',
  released: 'ignore',
  'talk-ended': 'ignore',
  'reservation-expired': 'ignore',
  'acw-ended': 'ignore',
  'acw-done-asked': () => refuse('SEAT_NOT_IN_ACW'),
  'acw-extend-asked': () => refuse('SEAT_NOT_IN_ACW'),
  'device-lost': 'ignore',
  'device-back': (_, state, event) => (state.reason === 'device-lost' ? ready(event.at) : state),
};

export const readyRow: SeatTable['ready'] = {
  'signed-in': 'ignore',
  'signed-out-asked': () => ({ phase: 'signed-out' }),
  'ready-asked': 'ignore',
  'not-ready-asked': (_, _state, event) => ({ phase: 'not-ready', reason: event.reason }),
  reserved: (_, _state, event) => ({ phase: 'reserved', reservation: event.reservation, expiresAt: event.expiresAt, pending: null }),
  'ring-started': () => refuse('SEAT_RESERVATION_OVER'),
  answered: () => refuse('SEAT_RESERVATION_OVER'),
  'ring-missed': 'ignore',
  'ring-failed': 'ignore',
  released: 'ignore',
  'talk-ended': 'ignore',
  'reservation-expired': 'ignore',
  'acw-ended': 'ignore',
  'acw-done-asked': () => refuse('SEAT_NOT_IN_ACW'),
  'acw-extend-asked': () => refuse('SEAT_NOT_IN_ACW'),
  'device-lost': () => ({ phase: 'not-ready', reason: 'device-lost' }),
  'device-back': 'ignore',
};

export const reservedRow: SeatTable['reserved'] = {
  'signed-in': 'ignore',
  'signed-out-asked': (_, state) => later(state, { phase: 'signed-out' }),
  'ready-asked': (_, state) => later(state, null),
  'not-ready-asked': (_, state, event) => later(state, { phase: 'not-ready', reason: event.reason }),
  reserved: () => refuse('SEAT_BUSY'),
  'ring-started': (_, state, event) =>
    held(state, event.reservationId, () => ({ ...state, phase: 'ringing', expiresAt: event.ringEndsAt + RING_GRACE_MS })),
  answered: (_, state, event) => held(state, event.reservationId, () => talking(state, event.at)),
  'ring-missed': (_, state, event) => held(state, event.reservationId, () => missed(state)),
  'ring-failed': (_, state, event) => held(state, event.reservationId, () => missed(state)),
  released: (_, state, event) => held(state, event.reservationId, () => settle(state, event.at)),
  'talk-ended': (_, state, event) => held(state, event.reservationId, () => toAcw(state, event)),
  'reservation-expired': (_, state, event) => (event.at >= state.expiresAt ? settle(state, event.at) : state),
  'acw-ended': 'ignore',
  'acw-done-asked': () => refuse('SEAT_NOT_IN_ACW'),
  'acw-extend-asked': () => refuse('SEAT_NOT_IN_ACW'),
  'device-lost': 'ignore',
  'device-back': 'ignore',
};

/** The call's own ring deadline comes first; the row's expiry is for reservations that no call holds any more. */
const RING_GRACE_MS = 15_000;

function talking(state: Extract<SeatState, { phase: 'reserved' | 'ringing' }>, at: number): SeatState {
  return { phase: 'talking', reservation: state.reservation, since: at, pending: state.pending };
}

export const ringingRow: SeatTable['ringing'] = {
  'signed-in': 'ignore',
  'signed-out-asked': (_, state) => later(state, { phase: 'signed-out' }),
  'ready-asked': (_, state) => later(state, null),
  'not-ready-asked': (_, state, event) => later(state, { phase: 'not-ready', reason: event.reason }),
  reserved: () => refuse('SEAT_BUSY'),
  'ring-started': 'ignore',
  answered: (_, state, event) => held(state, event.reservationId, () => talking(state, event.at)),
  'ring-missed': (_, state, event) => held(state, event.reservationId, () => missed(state)),
  'ring-failed': (_, state, event) => held(state, event.reservationId, () => missed(state)),
  released: (_, state, event) => held(state, event.reservationId, () => settle(state, event.at)),
  'talk-ended': (_, state, event) => held(state, event.reservationId, () => toAcw(state, event)),
  'reservation-expired': (_, state, event) => (event.at >= state.expiresAt ? settle(state, event.at) : state),
  'acw-ended': 'ignore',
  'acw-done-asked': () => refuse('SEAT_NOT_IN_ACW'),
  'acw-extend-asked': () => refuse('SEAT_NOT_IN_ACW'),
  'device-lost': 'ignore',
  'device-back': 'ignore',
};

export const talkingRow: SeatTable['talking'] = {
  'signed-in': 'ignore',
  'signed-out-asked': (_, state) => later(state, { phase: 'signed-out' }),
  'ready-asked': (_, state) => later(state, null),
  'not-ready-asked': (_, state, event) => later(state, { phase: 'not-ready', reason: event.reason }),
  reserved: () => refuse('SEAT_BUSY'),
  'ring-started': 'ignore',
  answered: 'ignore',
  'ring-missed': 'ignore',
  'ring-failed': 'ignore',
  released: 'ignore',
  'talk-ended': (_, state, event) => held(state, event.reservationId, () => toAcw(state, event)),
  'reservation-expired': 'ignore',
  'acw-ended': 'ignore',
  'acw-done-asked': () => refuse('SEAT_NOT_IN_ACW'),
  'acw-extend-asked': () => refuse('SEAT_NOT_IN_ACW'),
  'device-lost': 'ignore',
  'device-back': 'ignore',
};

export const acwRow: SeatTable['acw'] = {
  'signed-in': 'ignore',
  'signed-out-asked': (_, state) => later(state, { phase: 'signed-out' }),
  'ready-asked': (_, state) => later(state, null),
  'not-ready-asked': (_, state, event) => later(state, { phase: 'not-ready', reason: event.reason }),
  reserved: () => refuse('SEAT_BUSY'),
  'ring-started': () => refuse('SEAT_RESERVATION_OVER'),
  answered: () => refuse('SEAT_RESERVATION_OVER'),
  'ring-missed': 'ignore',
  'ring-failed': 'ignore',
  released: 'ignore',
  'talk-ended': 'ignore',
  'reservation-expired': 'ignore',
  'acw-ended': (_, state, event) => (event.at >= state.acwEndsAt ? settle(state, event.at) : state),
  'acw-done-asked': (_, state, event) => settle(state, event.at),
  'acw-extend-asked': (_, state, event) =>
    state.isExtended === true ? refuse('SEAT_ACW_EXTENDED') : { ...state, acwEndsAt: state.acwEndsAt + event.extraMs, isExtended: true },
  'device-lost': 'ignore',
  'device-back': (_, state) => (state.pending?.phase === 'not-ready' && state.pending.reason === 'device-lost' ? later(state, null) : state),
};
