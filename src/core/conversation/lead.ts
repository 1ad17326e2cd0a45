/** The agent who leads goes out of the talk, and whoever monitors her with her; the client and the bridge are left alone. */
import type { ConversationState } from '../call/state.ts';
import type { Turn } from '../call/turn.ts';
import { dropMonitor, withoutEar } from './monitor-end.ts';

export function leadOut(turn: Turn, before: ConversationState, by: 'client' | 'seat' | 'transfer'): void {
  const state = withoutEar(turn, before);
  const { seatId, reservationId, channelId, acwMs } = state.offer;
  turn.do({ kind: 'hang-up-leg', channelId, reason: 'normal' });
  turn.do({ kind: 'tell-seat', seatId, reservationId, event: { kind: 'talk-ended', acwMs, ...(state.away === null ? {} : { isPhoneLost: true }) } });
  const talkMs = state.connectedAt === null ? 0 : turn.at - state.connectedAt;
  turn.fact({ kind: 'talk-ended', seatId, by, talkMs });
  dropMonitor(turn, state, 'talk-over');
}
