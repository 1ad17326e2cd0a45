/**
 * An agent's wish for the call her seat holds. The call's own machine decides; a stale click is refused. Keys that she presses for the other
 * side go from here to Asterisk and nowhere else: what a call is asked is saved, so it is asked only whether she may, and on which leg.
 */
import type { CallWish } from '../../contract/desk/call-control.ts';
import type { CallEvent } from '../../core/call/events.ts';
import type { Telephony } from '../ports.ts';
import type { Agent, SeatReads } from './ports.ts';
import { callOf, presentSeat } from './seat.ts';

type Unstamped<K extends CallEvent['kind']> = Omit<Extract<CallEvent, { kind: K }>, 'at' | 'businessAt'>;
export type CallRequest = Unstamped<'seat-asked'> | Unstamped<'transfer-asked'> | Unstamped<'monitor-asked'> | Unstamped<'monitor-change-asked'> | Unstamped<'hang-up-asked'>;

/** `channelId`: of a `keypad`, the leg to press them on. unreachable: no server that answers has the call now. */
export type AskAnswer = { readonly kind: 'done'; readonly channelId?: string } | { readonly kind: 'refused'; readonly code: string } | { readonly kind: 'unreachable' };

export interface CallControlDeps {
  readonly seats: SeatReads;
  readonly askCall: (callId: string, request: CallRequest) => Promise<AskAnswer>;
  readonly sendKeys: Telephony['sendKeys'];
}

export type CallControl = ReturnType<typeof createCallControl>;

type Outcome = { readonly kind: 'done' } | { readonly kind: 'refused'; readonly code: string };

export function createCallControl({ seats, askCall, sendKeys }: CallControlDeps) {
  /** Gone: the leg has ended just now, or is at another exchange. */
  async function press(channelId: string | undefined, keys: string): Promise<Outcome> {
    const outcome = channelId === undefined ? { kind: 'gone' } : await sendKeys(channelId, keys);
    if (outcome.kind === 'done') return { kind: 'done' };
    return { kind: 'refused', code: outcome.kind === 'gone' ? 'CALL_ELSEWHERE' : 'TELEPHONY_UNAVAILABLE' };
  }

  return {
    async wish(agent: Agent, wish: CallWish): Promise<Outcome> {
      const { callId, action } = wish;
      const seat = presentSeat(await seats.ofAgent(agent.agentId));
      if (seat === undefined) return { kind: 'refused', code: 'NO_SEAT' };
      if (callOf(seat.state) !== callId || seat.state.phase === 'acw') return { kind: 'refused', code: 'CALL_OVER' };
      const answer = await askCall(callId, { kind: 'seat-asked', seatId: seat.seatId, ask: action });
      if (answer.kind === 'unreachable') return { kind: 'refused', code: 'CALL_ELSEWHERE' };
      if (answer.kind === 'refused') return answer;
      return wish.action === 'keypad' ? press(answer.channelId, wish.keys) : { kind: 'done' };
    },
  };
}
