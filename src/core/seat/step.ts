/**
 * The seat's step. The drawing stands in state.ts. A state asked for while busy waits in `pending` until ACW ends.
 * An event of a reservation that is over is refused, so a late word of an old call never moves a seat.
 */
import { cellOf, type Stepped } from '../machine.ts';
import { acwRow, notReadyRow, readyRow, reservedRow, ringingRow, signedOutRow, talkingRow } from './rows.ts';
import type { SeatEvent, SeatFact } from './events.ts';
import type { SeatState } from './state.ts';
import type { SeatCellResult, SeatTable } from './table-type.ts';

export type SeatStepped = Stepped<SeatState, SeatFact>;

const seatTable: SeatTable = {
  'signed-out': signedOutRow,
  'not-ready': notReadyRow,
  ready: readyRow,
  reserved: reservedRow,
  ringing: ringingRow,
  talking: talkingRow,
  acw: acwRow,
};

export function stepSeat(state: SeatState, event: SeatEvent): SeatStepped {
  const cell = cellOf<null, SeatState, SeatEvent, SeatCellResult>(seatTable, state, event);
  if (cell === 'ignore') return { kind: 'accepted', state, facts: [] };
  const next = cell(null, state, event);
  if ('refused' in next) return { kind: 'refused', code: next.refused };
  if (next === state) return { kind: 'accepted', state, facts: [] };
  return { kind: 'accepted', state: next, facts: [factOf(next)] };
}

/** The seat's state as a fact: what reports add up and the desk shows. */
export function factOf(state: SeatState): SeatFact {
  const callId = 'reservation' in state ? state.reservation.callId : state.phase === 'acw' ? state.callId : null;
  return { kind: 'seat-state', phase: state.phase, reason: state.phase === 'not-ready' ? state.reason : null, callId };
}
