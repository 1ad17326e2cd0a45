/** The agent's wishes about a third party. Each is done, or refused with a code that says what to do first. */
import type { CallRefusal } from '../call/events.ts';
import type { EventOf } from '../call/row.ts';
import type { ConversationState } from '../call/state.ts';
import type { Turn } from '../call/turn.ts';
import { mainNodeOf } from '../ivr/place.ts';
import { holdClips } from '../waiting/words.ts';
import { isChecking } from './checking.ts';
import { inviteOutside, inviteSeat } from './guest.ts';
import { backToTwo, dropGuest } from './guest-end.ts';
import { blindToNode, blindToOutside, blindToQueue, complete, handToRinging } from './hand-over.ts';
import { guestOf, isApart, ringingGuest, shapeOf, talkingGuest, type TalkingGuest } from './parties.ts';
import { unpark } from './park.ts';
import { parkFor } from './second-call.ts';

type Answer = CallRefusal | ((turn: Turn, state: ConversationState) => void);
type Asked = Pick<EventOf<'transfer-asked'>, 'mode' | 'to' | 'phone'>;

/** What makes any transfer impossible now. */
function obstacle(turn: Turn, state: ConversationState): CallRefusal | null {
  if (state.step !== 'connected') return 'CALL_NOT_CONNECTED';
  if (state.away !== null) return 'CALL_REJOINING';
  if (isChecking(state)) return 'CALL_IN_CHECK';
  if (guestOf(state) !== null) return 'CALL_IN_CONSULT';
  // A compliance talk belongs to the agent its case was given to.
  return turn.call().callback === null ? null : 'CALL_IS_CALLBACK';
}

function answerTo(turn: Turn, state: ConversationState, { mode, to, phone }: Asked): Answer {
  const no = obstacle(turn, state);
  if (no !== null) return no;
  switch (to.kind) {
    case 'seat':
      return to.seatId === state.offer.seatId ? 'TRANSFER_TO_SELF' : (now, talk) => inviteSeat(now, talk, { seat: to, mode, phone });
    case 'outside':
      return (now, talk) => (mode === 'blind' ? blindToOutside(now, talk, to.name) : inviteOutside(now, talk, { name: to.name, phone }));
    case 'queue':
      return mode === 'blind' ? (now, talk) => blindToQueue(now, talk, to.queue) : 'TRANSFER_NOT_CONSULTABLE';
    case 'node':
      if (mode !== 'blind') return 'TRANSFER_NOT_CONSULTABLE';
      return mainNodeOf(turn, to.node) === null ? 'TRANSFER_UNKNOWN' : (now, talk) => blindToNode(now, talk, to.node);
  }
}

export function transferAsked(turn: Turn, state: ConversationState, event: EventOf<'transfer-asked'>): void {
  const answer = event.seatId === state.offer.seatId ? answerTo(turn, state, event) : 'CALL_NOT_YOURS';
  if (typeof answer === 'string') return turn.refuse(answer);
  const { phone, to } = event;
  // The phone is told before its leg goes. A seat may still turn out not to be free: then it is told later.
  if (phone?.by === 'refer' && to.kind !== 'seat') turn.do({ kind: 'answer-refer', channelId: phone.channelId, answer: 'accepted' });
  answer(turn, state);
}

export type GuestAsk = 'take-back' | 'complete' | 'swap' | 'conference';

export function answerAboutGuest(state: ConversationState, ask: GuestAsk): Answer {
  const talking = talkingGuest(state);
  const ringing = ringingGuest(state);
  if (guestOf(state) === null) return 'CALL_NOT_IN_CONSULT';
  if (ask === 'take-back') return (turn, talk) => backToTwo(turn, talk, dropGuest(turn, talk, 'taken-back'));
  if (ask === 'complete' && ringing !== null) return (turn, talk) => handToRinging(turn, talk, ringing);
  if (talking === null) return 'GUEST_NOT_THERE';
  if (ask === 'complete') return (turn, talk) => complete(turn, talk, talking, 'transfer');
  const shape = shapeOf(state, talking);
  if (shape === 'conference') return 'CALL_IN_CONFERENCE';
  if (ask === 'conference') return (turn, talk) => conference(turn, talk, talking);
  return (turn, talk) => swap(turn, talk, talking);
}

/** All three hear each other. */
function conference(turn: Turn, state: ConversationState, guest: TalkingGuest): void {
  turn.fact({ kind: 'conference-started', consultId: guest.id, seatId: state.offer.seatId });
  const inside = guestIn(turn, state, guest);
  turn.become(clientIn(turn, inside));
}

/** She talks with the other one of the two; the one she leaves hears music. Nobody is in the bridge with both for a moment. */
export function swap(turn: Turn, state: ConversationState, guest: TalkingGuest): void {
  turn.fact({ kind: 'swapped', consultId: guest.id, seatId: state.offer.seatId });
  if (isApart(guest)) {
    return turn.become(guestIn(turn, parkFor(turn, state), guest));
  }
  turn.become(clientIn(turn, guestOut(turn, state, guest)));
}

function clientIn(turn: Turn, state: ConversationState): ConversationState {
  const heldMs = state.heldSince === null ? 0 : turn.at - state.heldSince;
  if (state.heldSince !== null) turn.fact({ kind: 'retrieved', seatId: state.offer.seatId, heldMs });
  return { ...unpark(turn, state), heldSince: null, heldMs: state.heldMs + heldMs, since: turn.at };
}

function guestIn(turn: Turn, state: ConversationState, guest: TalkingGuest): ConversationState {
  if (!isApart(guest) || guest.playbackId === null) return state;
  turn.do({ kind: 'stop-play', playbackId: guest.playbackId });
  if (state.bridgeId !== null) turn.do({ kind: 'add-to-bridge', bridgeId: state.bridgeId, channelIds: [guest.leg.channelId] });
  return { ...state, guest: { ...guest, playbackId: null } };
}

function guestOut(turn: Turn, state: ConversationState, guest: TalkingGuest): ConversationState {
  const { channelId } = guest.leg;
  if (state.bridgeId !== null) turn.do({ kind: 'remove-from-bridge', bridgeId: state.bridgeId, channelId });
  const playbackId = turn.mint('p');
  turn.do({ kind: 'play', channelId, playbackId, language: turn.call().language, clips: holdClips(turn) });
  return { ...state, guest: { ...guest, playbackId } };
}
