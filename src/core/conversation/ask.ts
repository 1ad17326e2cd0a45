/** What the agent asks of the talk: hold and retrieve, mute and unmute, a PIN check, a third party, hang up. Each is done, or refused with a code. */
import type { CallRefusal, ReferredLegs, SeatAsk } from '../call/events.ts';
import type { ConversationState } from '../call/state.ts';
import type { Turn } from '../call/turn.ts';
import { clientToCheck, startCheck } from './check.ts';
import { endCheck } from './check-end.ts';
import { isChecking } from './checking.ts';
import { seatLeft } from './end.ts';
import { guestMissed } from './guest-end.ts';
import { dropMonitor } from './monitor-end.ts';
import { monitorOf } from './monitor-of.ts';
import { keypadLeg } from './keypad.ts';
import { guestOf } from './parties.ts';
import { isPhonePair, otherLeg } from './second-call.ts';
import { survey } from './survey.ts';
import { answerAboutGuest } from './transfer.ts';
import { park, unpark } from './park.ts';

type Answer = CallRefusal | ((turn: Turn, state: ConversationState) => void);

/** Hung up by the agent's button: the same as her phone's, cause 16. */
const BY_AGENT = { cause: 16, sipCode: null };

/** In this order: what she cannot do now is refused before what is so already. */
function answerTo(turn: Turn, state: ConversationState, ask: SeatAsk): Answer {
  if (ask === 'hang-up') return (now) => seatLeft(now, state, BY_AGENT);
  if (state.step !== 'connected') return 'CALL_NOT_CONNECTED';
  if (state.away !== null) return 'CALL_REJOINING';
  switch (ask) {
    case 'take-back':
    case 'complete':
    case 'swap':
    case 'conference':
      return answerAboutGuest(state, ask);
    case 'survey':
      return guestOf(state) === null ? survey(turn) : 'CALL_IN_CONSULT';
    case 'check-pin':
      return checkPin(turn, state);
    case 'end-check':
      return isChecking(state) ? (now, talk) => endCheck(now, talk, 'cancelled') : 'CALL_NOT_IN_CHECK';
    case 'hold':
      if (guestOf(state) !== null) return 'CALL_IN_CONSULT';
      if (isChecking(state)) return 'CALL_IN_CHECK';
      return state.heldSince === null ? hold : 'CALL_ALREADY_HELD';
    case 'retrieve':
      if (guestOf(state) !== null) return 'CALL_IN_CONSULT';
      return state.heldSince === null ? 'CALL_NOT_HELD' : retrieve;
    case 'keypad':
      if (isChecking(state)) return 'CALL_IN_CHECK';
      return keypadLeg(turn.call()) === null ? 'CALL_ALREADY_HELD' : (now) => now.fact({ kind: 'keys-sent', seatId: state.offer.seatId });
    case 'mute':
    case 'unmute':
      return (now) => mute(now, state, ask === 'mute');
  }
}

/** A guest who leaves, or declines what rings. */
function isGuest(state: ConversationState, seatId: string): boolean {
  const guest = guestOf(state);
  return guest !== null && guest.step !== 'reserving' && guest.who.kind === 'seat' && guest.who.seatId === seatId;
}

export function answerSeat(turn: Turn, state: ConversationState, asked: { seatId: string; ask: SeatAsk; refer?: ReferredLegs }): void {
  if (asked.ask === 'hang-up' && isGuest(state, asked.seatId)) return guestMissed(turn, state, 'GUEST_LEFT', 'ring-failed');
  if (asked.ask === 'hang-up' && monitorOf(state)?.seatId === asked.seatId) return turn.become(dropMonitor(turn, state, 'left'));
  if (asked.seatId !== state.offer.seatId) return turn.refuse('CALL_NOT_YOURS');
  const { refer } = asked;
  if (refer !== undefined && !isPhonePair(state, refer.channelId, refer.withChannelId)) return turn.refuse('TRANSFER_UNKNOWN');
  const answer = answerTo(turn, state, asked.ask);
  if (typeof answer === 'string') return turn.refuse(answer);
  if (refer !== undefined) turn.do({ kind: 'answer-refer', channelId: refer.channelId, answer: 'accepted' });
  answer(turn, state);
}

function checkPin(turn: Turn, state: ConversationState): Answer {
  if (guestOf(state) !== null) return 'CALL_IN_CONSULT';
  if (isChecking(state)) return 'CALL_IN_CHECK';
  if (state.heldSince !== null) return 'CALL_ALREADY_HELD';
  const clientId = clientToCheck(turn);
  return clientId === null ? 'CALL_CLIENT_UNKNOWN' : (now, talk) => startCheck(now, talk, clientId);
}

function hold(turn: Turn, state: ConversationState): void {
  turn.fact({ kind: 'held', seatId: state.offer.seatId });
  turn.become({ ...park(turn, state, []), heldSince: turn.at, since: turn.at });
}

export function retrieve(turn: Turn, state: ConversationState): void {
  const heldMs = turn.at - (state.heldSince ?? turn.at);
  turn.fact({ kind: 'retrieved', seatId: state.offer.seatId, heldMs });
  turn.become({ ...unpark(turn, state), heldSince: null, heldMs: state.heldMs + heldMs, since: turn.at });
}

/** Muting what is muted is done already. Both legs of a phone with two calls: she may take either up. */
function mute(turn: Turn, state: ConversationState, isMuted: boolean): void {
  if (state.isMuted === isMuted) return;
  for (const channelId of [state.offer.channelId, otherLeg(state)]) if (channelId !== null) turn.do({ kind: isMuted ? 'mute-leg' : 'unmute-leg', channelId });
  turn.fact({ kind: isMuted ? 'muted' : 'unmuted', seatId: state.offer.seatId });
  turn.become({ ...state, isMuted });
}
