/** The supervisor who monitors a talk leads it from now on; the agent goes to her after-call work. The recording of the client's leg goes on. */
import type { CallRefusal } from '../call/events.ts';
import type { ConversationState, Offer } from '../call/state.ts';
import type { Turn } from '../call/turn.ts';
import { isChecking } from './checking.ts';
import { leadOut } from './lead.ts';
import { endEar, noteMonitorEnd } from './monitor-end.ts';
import { presentMonitor, type PresentMonitor } from './monitor-of.ts';
import { guestOf } from './parties.ts';
import { unpark } from './park.ts';

/** What makes it impossible now. That the agent's page is away does not: it is one more reason. */
export function noTakeOver(turn: Turn, state: ConversationState): CallRefusal | null {
  if (isChecking(state)) return 'CALL_IN_CHECK';
  if (guestOf(state) !== null) return 'CALL_IN_CONSULT';
  // A compliance talk belongs to the agent its case was given to.
  return turn.call().callback === null ? null : 'CALL_IS_CALLBACK';
}

const offerOf = ({ seatId, extension, reservationId, leg: { channelId, acwMs, endpoint, isPage } }: PresentMonitor): Offer => ({
  seatId, extension, reservationId, channelId, acwMs, endpoint, isPage,
});

export function takeOver(turn: Turn, state: ConversationState, present: PresentMonitor, by: 'seat' | 'transfer'): void {
  turn.disarm('rejoin');
  const monitor = endEar(turn, present);
  noteMonitorEnd(turn, state, monitor, 'took-over');
  turn.fact({ kind: 'transferred-to-seat', fromSeatId: state.offer.seatId, seatId: monitor.seatId, how: 'taken-over' });
  leadOut(turn, { ...state, monitor: null }, by);
  if (monitor.mode !== 'barge' && state.bridgeId !== null) turn.do({ kind: 'add-to-bridge', bridgeId: state.bridgeId, channelIds: [monitor.leg.channelId] });
  if (monitor.bridgeId !== null) turn.do({ kind: 'destroy-bridge', bridgeId: monitor.bridgeId });
  turn.become({
    ...unpark(turn, state), offer: offerOf(monitor), monitor: null, away: null, isMuted: false, connectedAt: turn.at, since: turn.at, heldSince: null, heldMs: 0,
  });
}

/** The agent is gone while a supervisor talks with both: the client stays with her. false: nobody is there. */
export function inheritedByMonitor(turn: Turn, state: ConversationState): boolean {
  const monitor = presentMonitor(state);
  if (monitor?.mode !== 'barge' || turn.call().clientChannelId === null || noTakeOver(turn, state) !== null) return false;
  takeOver(turn, state, monitor, 'seat');
  return true;
}
