/** An agent's wish for the call her seat holds. The call's own machine decides; a stale click is refused. */
import type { CallWish } from '../../contract/desk/call-control.ts';
import type { CallEvent } from '../../core/call/events.ts';
import type { Agent, SeatReads } from './ports.ts';
import { callOf, presentSeat } from './seat.ts';

type Unstamped<K extends CallEvent['kind']> = Omit<Extract<CallEvent, { kind: K }>, 'at' | 'businessAt'>;
export type CallRequest = Unstamped<'seat-asked'> | Unstamped<'transfer-asked'> | Unstamped<'monitor-asked'> | Unstamped<'monitor-change-asked'> | Unstamped<'hang-up-asked'>;

/** unreachable: no server that answers has the call now. */
export type AskAnswer = { readonly kind: 'done' } | { readonly kind: 'refused'; readonly code: string } | { readonly kind: 'unreachable' };

export interface CallControlDeps {
  readonly seats: SeatReads;
  readonly askCall: (callId: string, request: CallRequest) => Promise<AskAnswer>;
}

export type CallControl = ReturnType<typeof createCallControl>;

export function createCallControl({ seats, askCall }: CallControlDeps) {
  return {
    async wish(agent: Agent, { callId, action }: CallWish): Promise<{ kind: 'done' } | { kind: 'refused'; code: string }> {
      const seat = presentSeat(await seats.ofAgent(agent.agentId));
      if (seat === undefined) return { kind: 'refused', code: 'NO_SEAT' };
      if (callOf(seat.state) !== callId || seat.state.phase === 'acw') return { kind: 'refused', code: 'CALL_OVER' };
      const answer = await askCall(callId, { kind: 'seat-asked', seatId: seat.seatId, ask: action });
      return answer.kind === 'unreachable' ? { kind: 'refused', code: 'CALL_ELSEWHERE' } : answer;
    },
  };
}
