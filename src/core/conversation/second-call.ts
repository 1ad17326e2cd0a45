/**
 * The agent's desk phone makes a second call beside its talk: a consult leg. The client hears music, the phone's first leg waits outside
 * the bridge (the phone has it on hold), the second one is in its place, and the guest it dialled is asked in as by the page:
 *
 *   first in the bridge --phone dials--> second in the bridge, guest asked in, rings, talks
 *       ^                                  |        ^
 *       '-- second hung up, or no guest ---|        '-- phone takes up the other call: swapped (phone-talk.ts)
 *   REFER with Replaces: as `complete`; both legs of the phone are hung up
 *
 * `offer.channelId` is always the leg on which she talks now, so that everything else need not know of two.
 */
import type { ConversationState } from '../call/state.ts';
import type { Turn } from '../call/turn.ts';
import type { PhoneLegs } from './guest-state.ts';
import { earAtLeg } from './monitor-ear.ts';
import { withoutEar } from './monitor-end.ts';
import { guestOf } from './parties.ts';
import { park } from './park.ts';

/** The phone's leg on which she does not talk now; null: it has one. */
export function otherLeg(state: ConversationState): string | null {
  const phone = guestOf(state)?.phone;
  if (phone === undefined) return null;
  return state.offer.channelId === phone.first ? phone.second : phone.first;
}

/** Whether a REFER names both legs of the agent's phone, whichever way round. */
export function isPhonePair(state: ConversationState, one: string, other: string): boolean {
  const phone = guestOf(state)?.phone;
  return phone !== undefined && one !== other && [one, other].every((leg) => leg === phone.first || leg === phone.second);
}

/** The client hears music for the guest's sake; who is held already goes on hearing it. */
export function parkFor(turn: Turn, state: ConversationState): ConversationState {
  if (state.heldSince !== null) return state;
  turn.fact({ kind: 'held', seatId: state.offer.seatId });
  return { ...park(turn, state, []), heldSince: turn.at, since: turn.at };
}

export function startSecondCall(turn: Turn, state: ConversationState, channelId: string): ConversationState {
  turn.do({ kind: 'answer-leg', channelId });
  if (state.isMuted) turn.do({ kind: 'mute-leg', channelId });
  return onLeg(turn, parkFor(turn, state), channelId);
}

/** She talks on this leg from now on. */
export function onLeg(turn: Turn, heard: ConversationState, channelId: string): ConversationState {
  const state = withoutEar(turn, heard);
  const before = state.offer.channelId;
  if (state.bridgeId !== null) {
    turn.do({ kind: 'remove-from-bridge', bridgeId: state.bridgeId, channelId: before });
    turn.do({ kind: 'add-to-bridge', bridgeId: state.bridgeId, channelIds: [channelId] });
  }
  return earAtLeg(turn, { ...state, offer: { ...state.offer, channelId } });
}

/** The second call is over; the bridge is left to the caller. */
export function endSecondCall(turn: Turn, heard: ConversationState, phone: PhoneLegs): ConversationState {
  const state = heard.offer.channelId === phone.second ? withoutEar(turn, heard) : heard;
  turn.do({ kind: 'hang-up-leg', channelId: phone.second, reason: 'normal' });
  return { ...state, offer: { ...state.offer, channelId: phone.first } };
}

/** She goes out of the talk with both legs. */
export function leaveOtherLeg(turn: Turn, state: ConversationState): void {
  const channelId = otherLeg(state);
  if (channelId !== null) turn.do({ kind: 'hang-up-leg', channelId, reason: 'normal' });
}
