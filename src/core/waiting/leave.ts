/** Out of the queue: the entry goes, a seat that rings is given back, its leg is hung up. */
import type { WaitingState } from '../call/state.ts';
import type { Turn } from '../call/turn.ts';

export function withdraw(turn: Turn, state: WaitingState, reason: 'abandoned' | 'overflow' | 'refused' | 'key'): void {
  turn.do({ kind: 'leave-queue', entryId: state.entryId, reason });
  if (state.offer !== null) {
    const { seatId, reservationId, channelId } = state.offer;
    turn.do({ kind: 'hang-up-leg', channelId, reason: 'normal' });
    turn.do({ kind: 'tell-seat', seatId, reservationId, event: { kind: 'released' } });
  }
  const { callback } = turn.call();
  if (callback !== null) {
    turn.do({ kind: 'note-attempt', attemptId: callback.attemptId, event: { kind: 'ended', outcome: 'no-seat' } });
    turn.fact({ kind: 'attempt-ended', attemptId: callback.attemptId, outcome: 'no-seat' });
  }
}
