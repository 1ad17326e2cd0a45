/**
 * A supervisor listens, whispers, barges in, takes over. Her own seat is reserved by its row and rung, as for an offer; how she takes part
 * follows from where her leg is:
 *
 *   listen, whisper   with an ear at the agent's leg, in a bridge of their own (monitor-ear.ts)
 *   barge             in the talk's bridge
 *   taken over        she leads, nobody monitors (take-over.ts)
 *
 *   reserving --> ringing --> on(listen | whisper | barge, changed at will) --> she leaves | she leads
 *        '--- refused, not answered: the talk does not notice
 *   the agent's part of the talk ends: so does the monitoring; who has barged in stays with the client
 */
import type { CallRefusal } from '../call/events.ts';
import type { EventOf } from '../call/row.ts';
import type { ConversationState } from '../call/state.ts';
import type { Turn } from '../call/turn.ts';
import { popOf } from '../waiting/offer.ts';
import { earAgain, startEar } from './monitor-ear.ts';
import { dropMonitor, endEar } from './monitor-end.ts';
import { monitorOf, presentMonitor, type PresentMonitor, type RingingMonitor } from './monitor-of.ts';
import type { MonitorMode } from './monitor-state.ts';
import { guestOf } from './parties.ts';
import { noTakeOver, takeOver } from './take-over.ts';

/** From the wish until the seat's row has answered. */
const RESERVE_MS = 5_000;

function obstacle(state: ConversationState, seatId: string): CallRefusal | null {
  if (state.step !== 'connected') return 'CALL_NOT_CONNECTED';
  const guest = guestOf(state);
  if (seatId === state.offer.seatId || (guest?.who.kind === 'seat' && guest.who.seatId === seatId)) return 'MONITOR_SELF';
  if (monitorOf(state) !== null) return 'CALL_MONITORED';
  return state.away === null ? null : 'CALL_REJOINING';
}

export function monitorAsked(turn: Turn, state: ConversationState, { seatId, extension, mode, isHidden }: EventOf<'monitor-asked'>): void {
  const no = obstacle(state, seatId);
  if (no !== null) return turn.refuse(no);
  const reservationId = turn.mint('res');
  turn.do({ kind: 'reserve-seat', seatId, reservationId, entryId: reservationId, queue: state.queue });
  turn.arm('monitor-ring', RESERVE_MS);
  const hidden = isHidden === true ? { isHidden } : {};
  turn.become({ ...state, monitor: { mode, step: 'reserving', since: turn.at, seatId, extension, reservationId, leg: null, bridgeId: null, snoopId: null, ...hidden } });
}

/** true: the offer is hers. Her phone rings, the pop before it. */
export function monitorReserved(turn: Turn, state: ConversationState, event: EventOf<'seat-offered'>): boolean {
  const monitor = monitorOf(state);
  const { seatId, reservationId, endpoint, isPage, acwMs, ringMs } = event;
  if (monitor?.reservationId !== reservationId) return false;
  // Read twice from the inbox: she rings, or is there, already.
  if (monitor.step !== 'reserving') return true;
  if (turn.at > event.expiresAt) {
    turn.become(dropMonitor(turn, state, 'failed'));
    return true;
  }
  turn.do({ kind: 'send-pop', seatId, reservationId, pop: popOf(turn, { queue: state.queue, reservationId, waitedMs: 0, recordingId: state.recordingId }) });
  const channelId = turn.mint('seat');
  turn.do({ kind: 'create-seat-leg', channelId, endpoint, callerToken: turn.call().numberToken, answers: 'by-agent' });
  turn.do({ kind: 'dial-leg', channelId, timeoutMs: ringMs + turn.world.limits.dialGraceMs });
  turn.do({ kind: 'tell-seat', seatId, reservationId, event: { kind: 'ring-started', ringEndsAt: turn.at + ringMs } });
  turn.arm('monitor-ring', ringMs);
  turn.become({ ...state, monitor: { ...monitor, step: 'ringing', since: turn.at, leg: { channelId, endpoint, isPage, acwMs } } });
  return true;
}

/** true: it was hers. */
export function monitorRefused(turn: Turn, state: ConversationState, { entryId }: EventOf<'seat-refused'>): boolean {
  const monitor = monitorOf(state);
  if (monitor?.reservationId !== entryId) return false;
  if (monitor.step === 'reserving') turn.become(dropMonitor(turn, state, 'failed'));
  return true;
}

export function monitorAnswered(turn: Turn, state: ConversationState, ringing: RingingMonitor): void {
  turn.disarm('monitor-ring');
  const { seatId, reservationId, mode } = ringing;
  turn.do({ kind: 'tell-seat', seatId, reservationId, event: { kind: 'answered' } });
  turn.fact({ kind: 'monitor-started', monitorId: reservationId, seatId: state.offer.seatId, bySeatId: seatId, mode });
  turn.become({ ...state, monitor: enter(turn, state, { ...ringing, step: 'on', since: turn.at }) });
}

function enter(turn: Turn, state: ConversationState, monitor: PresentMonitor): PresentMonitor {
  if (monitor.mode !== 'barge') return startEar(turn, state, monitor);
  if (state.bridgeId !== null) turn.do({ kind: 'add-to-bridge', bridgeId: state.bridgeId, channelIds: [monitor.leg.channelId] });
  return monitor;
}

/** Another mode, the lead of the talk, or the end of it: the word of the one who monitors, and of nobody else. */
export function monitorChangeAsked(turn: Turn, state: ConversationState, { seatId, to }: EventOf<'monitor-change-asked'>): void {
  const present = presentMonitor(state);
  if (monitorOf(state)?.seatId !== seatId) return turn.refuse('CALL_NOT_MONITORED');
  if (to === 'end') return turn.become(dropMonitor(turn, state, 'left'));
  if (present === null) return turn.refuse('MONITOR_NOT_THERE');
  if (to === 'take-over') {
    const no = noTakeOver(turn, state);
    return no === null ? takeOver(turn, state, present, 'transfer') : turn.refuse(no);
  }
  if (to === present.mode) return;
  // Her ear needs the agent's leg.
  if (state.away !== null) return turn.refuse('CALL_REJOINING');
  turn.become({ ...state, monitor: changed(turn, state, present, to) });
}

/** Whoever is not to be heard any more is out of the talk's bridge before anything else. */
function changed(turn: Turn, state: ConversationState, present: PresentMonitor, mode: MonitorMode): PresentMonitor {
  turn.fact({ kind: 'monitor-changed', monitorId: present.reservationId, seatId: state.offer.seatId, bySeatId: present.seatId, mode });
  const { tries: _tries, ...rest } = endEar(turn, present);
  const next: PresentMonitor = { ...rest, mode, since: turn.at };
  if (present.mode === 'barge' && state.bridgeId !== null) turn.do({ kind: 'remove-from-bridge', bridgeId: state.bridgeId, channelId: present.leg.channelId });
  const inPlace = enter(turn, state, next);
  if (mode !== 'barge' || inPlace.bridgeId === null) return inPlace;
  turn.do({ kind: 'destroy-bridge', bridgeId: inPlace.bridgeId });
  return { ...inPlace, bridgeId: null };
}

/** true: the time was hers. */
export function monitorTimedOut(turn: Turn, state: ConversationState, name: string): boolean {
  if (name === 'monitor-ear') earAgain(turn);
  if (name !== 'monitor-ring') return name === 'monitor-ear';
  const monitor = monitorOf(state);
  if (monitor !== null && monitor.step !== 'on') turn.become(dropMonitor(turn, state, 'failed', monitor.step === 'ringing' ? 'ring-missed' : 'released'));
  return true;
}
