/** The guest goes, or never came: leg, seat and recording are given back; what client and agent hear is left to the caller. */
import type { ConversationState } from '../call/state.ts';
import type { SeatNews } from '../call/commands.ts';
import type { Turn } from '../call/turn.ts';
import type { Guest, GuestEnd, GuestMiss } from './guest-state.ts';
import { earAtLeg } from './monitor-ear.ts';
import { guestOf } from './parties.ts';
import { unpark } from './park.ts';
import { endSecondCall } from './second-call.ts';

/** `news`: what the seat of a guest who only rang is told. */
export function dropGuest(turn: Turn, state: ConversationState, end: GuestEnd, news: SeatNews['kind'] & ('ring-missed' | 'ring-failed' | 'released') = 'released'): ConversationState {
  const guest = guestOf(state);
  if (guest === null) return state;
  turn.disarm('guest-ring');
  const { who, leg } = guest;
  if (guest.playbackId !== null) turn.do({ kind: 'stop-play', playbackId: guest.playbackId });
  sealGuest(turn, guest);
  if (leg !== null) turn.do({ kind: 'hang-up-leg', channelId: leg.channelId, reason: 'normal' });
  if (who.kind === 'seat') {
    const { seatId, reservationId } = who;
    turn.do({ kind: 'tell-seat', seatId, reservationId, event: guest.step === 'talking' ? { kind: 'talk-ended', acwMs: 0 } : { kind: news } });
  }
  if (guest.refer !== undefined) turn.do({ kind: 'answer-refer', channelId: guest.refer, answer: 'refused' });
  noteEnd(turn, guest, end);
  const alone = { ...state, guest: null };
  return guest.phone === undefined ? alone : endSecondCall(turn, alone, guest.phone);
}

/** Her recording ends where her part of the consult ends; the client's leg has the rest. */
export function sealGuest(turn: Turn, { recordingId, leg }: Guest): void {
  if (recordingId === null || leg === null) return;
  turn.do({ kind: 'stop-recording', channelId: leg.channelId, recordingId });
  turn.do({ kind: 'seal-recording', recordingId });
}

export function noteEnd(turn: Turn, guest: Guest, end: GuestEnd): void {
  const talkMs = guest.step === 'talking' ? turn.at - guest.since : 0;
  turn.fact({ kind: 'consult-ended', consultId: guest.id, seatId: guest.who.kind === 'seat' ? guest.who.seatId : null, end, talkMs });
}

/**
 * The leg that the client was connected to has the agent again, if she was on her phone's second call. The phone has it on hold: the client
 * hears music until she takes it up (phone-talk.ts).
 */
export function firstLegBack(turn: Turn, before: ConversationState, state: ConversationState): ConversationState {
  const { channelId } = state.offer;
  if (channelId === before.offer.channelId) return state;
  if (state.bridgeId !== null) turn.do({ kind: 'add-to-bridge', bridgeId: state.bridgeId, channelIds: [channelId] });
  return earAtLeg(turn, { ...state, since: turn.at });
}

/** Client and agent as before the guest, or as soon as the agent takes her phone's first call up. */
export function backToTwo(turn: Turn, before: ConversationState, state: ConversationState): void {
  const there = firstLegBack(turn, before, state);
  if (there === state) together(turn, state);
  else turn.become(there);
}

/** She is retrieved from what was a hold for the guest's sake. */
export function together(turn: Turn, state: ConversationState): void {
  if (state.heldSince === null) return turn.become(state);
  const heldMs = turn.at - state.heldSince;
  turn.fact({ kind: 'retrieved', seatId: state.offer.seatId, heldMs });
  const talk = state.away === null ? unpark(turn, state) : state;
  turn.become({ ...talk, heldSince: null, heldMs: state.heldMs + heldMs, since: turn.at });
}

export function guestMissed(turn: Turn, state: ConversationState, why: GuestMiss, news: 'ring-missed' | 'ring-failed' | 'released'): void {
  const end = why === 'GUEST_LEFT' ? 'left' : why === 'NO_ANSWER' ? 'missed' : 'failed';
  const alone = dropGuest(turn, state, end, news);
  backToTwo(turn, state, { ...alone, guestOver: { why, at: turn.at } });
}

