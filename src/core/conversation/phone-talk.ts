/** What the agent does at her desk phone while it has two calls, or one on hold: takes the other up, hangs one up. */
import type { EventOf } from '../call/row.ts';
import type { ConversationState } from '../call/state.ts';
import type { Turn } from '../call/turn.ts';
import { retrieve } from './ask.ts';
import { seatLeft } from './end.ts';
import { backToTwo, dropGuest } from './guest-end.ts';
import { guestOf, shapeOf, talkingGuest } from './parties.ts';
import { onLeg, otherLeg } from './second-call.ts';
import { swap } from './transfer.ts';

/** The call she takes up is the one she talks on. With a guest who is not there yet the first one means: the client again. */
export function legResumed(turn: Turn, state: ConversationState, { channelId }: EventOf<'leg-resumed'>): void {
  if (state.step !== 'connected' || state.away !== null) return;
  const guest = guestOf(state);
  if (guest === null) {
    if (channelId === state.offer.channelId && state.heldSince !== null) retrieve(turn, state);
    return;
  }
  if (channelId !== otherLeg(state)) return;
  const there = onLeg(turn, state, channelId);
  const talking = talkingGuest(there);
  if (talking === null) return backToTwo(turn, there, dropGuest(turn, there, 'taken-back'));
  const wished = channelId === guest.phone?.first ? 'swapped' : 'consult';
  const shape = shapeOf(there, talking);
  if (shape === wished || shape === 'conference') return turn.become(there);
  swap(turn, there, talking);
}

/** true: it was a leg of the agent's phone while it has two. */
export function phoneLegEnded(turn: Turn, state: ConversationState, { channelId, end }: EventOf<'leg-ended'>): boolean {
  const phone = guestOf(state)?.phone;
  if (channelId === phone?.second) backToTwo(turn, state, dropGuest(turn, state, 'taken-back'));
  else if (channelId === phone?.first) seatLeft(turn, state, end);
  else return false;
  return true;
}
