/** The monitoring ends, or never began: ear, leg, bridge and seat are given back. The talk itself is left alone. */
import type { SeatNews } from '../call/commands.ts';
import type { ConversationState } from '../call/state.ts';
import type { Turn } from '../call/turn.ts';
import { monitorOf } from './monitor-of.ts';
import type { Monitor, MonitorEnd } from './monitor-state.ts';

/** The ear goes first, always: a leg that is listened to hangs up late (field note 24). */
export function endEar<M extends Monitor>(turn: Turn, monitor: M): M {
  turn.disarm('monitor-ear');
  if (monitor.snoopId !== null) turn.do({ kind: 'hang-up-leg', channelId: monitor.snoopId, reason: 'normal' });
  return { ...monitor, snoopId: null };
}

/** Before the agent's own leg is hung up. */
export function withoutEar(turn: Turn, state: ConversationState): ConversationState {
  const monitor = monitorOf(state);
  return monitor === null ? state : { ...state, monitor: endEar(turn, monitor) };
}

/** `news`: what the seat of one who only rang is told. */
export function dropMonitor(turn: Turn, state: ConversationState, end: MonitorEnd, news: SeatNews['kind'] & ('ring-missed' | 'ring-failed' | 'released') = 'released'): ConversationState {
  const monitor = monitorOf(state);
  if (monitor === null) return state;
  turn.disarm('monitor-ring');
  endEar(turn, monitor);
  const { seatId, reservationId, leg, bridgeId } = monitor;
  if (leg !== null) turn.do({ kind: 'hang-up-leg', channelId: leg.channelId, reason: 'normal' });
  if (bridgeId !== null) turn.do({ kind: 'destroy-bridge', bridgeId });
  turn.do({ kind: 'tell-seat', seatId, reservationId, event: monitor.step === 'on' ? { kind: 'talk-ended', acwMs: 0 } : { kind: news } });
  noteMonitorEnd(turn, state, monitor, end);
  return { ...state, monitor: null };
}

/** What she asked for and never came to is in the audit only. */
export function noteMonitorEnd(turn: Turn, { offer }: ConversationState, { step, mode, seatId, reservationId }: Monitor, end: MonitorEnd): void {
  if (step === 'on') turn.fact({ kind: 'monitor-ended', monitorId: reservationId, seatId: offer.seatId, bySeatId: seatId, mode, end });
}
