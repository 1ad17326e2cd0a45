/** A guest is asked in: her seat is reserved by its row, as for an offer, then her phone rings; she answers, or does not. */
import type { AtPhone } from '../call/events.ts';
import type { EventOf } from '../call/row.ts';
import type { ConversationState } from '../call/state.ts';
import type { Turn } from '../call/turn.ts';
import { recordingIdOf, popOf } from '../waiting/offer.ts';
import { holdTone, ringbackClips } from '../waiting/words.ts';
import { guestMissed } from './guest-end.ts';
import type { Guest, Invited } from './guest-state.ts';
import { guestOf, isApart, talkingGuest, type RingingGuest } from './parties.ts';
import { blindToSeat } from './hand-over.ts';
import { parkFor, startSecondCall } from './second-call.ts';

/** From the wish until the seat's row has answered. */
const RESERVE_MS = 5_000;
const CALL_REJECTED = 21;

/** Where she is asked in from: the phone's second call becomes the leg on which the agent talks. */
function askedFrom(turn: Turn, state: ConversationState, phone: AtPhone | undefined): { talk: ConversationState; owed: Pick<Guest, 'refer' | 'phone'> } {
  if (phone === undefined) return { talk: state, owed: {} };
  const { by, channelId } = phone;
  if (by === 'refer') return { talk: state, owed: { refer: channelId } };
  return { talk: startSecondCall(turn, state, channelId), owed: { phone: { first: state.offer.channelId, second: channelId } } };
}

export function inviteSeat(turn: Turn, before: ConversationState, wish: { seat: { seatId: string; extension: string }; mode: Guest['mode']; phone: AtPhone | undefined }): void {
  const { seat, mode } = wish;
  const { talk: state, owed } = askedFrom(turn, before, wish.phone);
  const id = turn.mint('guest');
  const reservationId = turn.mint('res');
  const who: Invited = { kind: 'seat', seatId: seat.seatId, extension: seat.extension, reservationId };
  turn.fact({ kind: 'consult-asked', consultId: id, mode, to: 'seat', name: seat.seatId });
  turn.do({ kind: 'reserve-seat', seatId: seat.seatId, reservationId, entryId: id, queue: state.queue });
  turn.arm('guest-ring', RESERVE_MS);
  turn.become({ ...state, guest: { id, mode, step: 'reserving', since: turn.at, who, leg: null, playbackId: null, recordingId: null, ...owed }, guestOver: null });
}

export function inviteOutside(turn: Turn, before: ConversationState, { name, phone }: { name: string; phone: AtPhone | undefined }): void {
  const { talk: state, owed } = askedFrom(turn, before, phone);
  const id = turn.mint('guest');
  turn.fact({ kind: 'consult-asked', consultId: id, mode: 'consult', to: 'outside', name });
  const channelId = turn.mint('outside');
  const { clientRingMs, dialGraceMs } = turn.world.limits;
  const parked = parkFor(turn, state);
  turn.do({ kind: 'create-outside-leg', channelId, name });
  turn.do({ kind: 'dial-leg', channelId, timeoutMs: clientRingMs });
  turn.arm('guest-ring', clientRingMs + dialGraceMs);
  const playbackId = ringback(turn, parked, clientRingMs);
  const leg = { channelId, endpoint: '', isPage: false, acwMs: 0 };
  turn.become({ ...parked, guest: { id, mode: 'consult', step: 'ringing', since: turn.at, who: { kind: 'outside', name }, leg, playbackId, recordingId: null, ...owed }, guestOver: null });
}

/** The seat's row is reserved for this invitation; an offer of anything else is given back. */
export function guestReserved(turn: Turn, state: ConversationState, event: EventOf<'seat-offered'>): void {
  const guest = guestOf(state);
  const { seatId, reservationId } = event;
  const isIts = guest?.who.kind === 'seat' && guest.who.reservationId === reservationId;
  // Read twice from the inbox: she rings, or talks, already.
  if (isIts && guest.step !== 'reserving') return;
  if (!isIts || turn.at > event.expiresAt) {
    turn.do({ kind: 'tell-seat', seatId, reservationId, event: { kind: 'released' } });
    return;
  }
  if (guest.mode === 'blind') return blindToSeat(turn, state, guest, event);
  turn.do({ kind: 'send-pop', seatId, reservationId, pop: popOf(turn, { queue: state.queue, reservationId, waitedMs: 0, recordingId: recordingIdOf(turn.call().callId, guest.id) }) });
  const parked = parkFor(turn, state);
  const channelId = turn.mint('seat');
  turn.do({ kind: 'create-seat-leg', channelId, endpoint: event.endpoint, callerToken: turn.call().numberToken, answers: 'by-agent' });
  turn.do({ kind: 'dial-leg', channelId, timeoutMs: event.ringMs + turn.world.limits.dialGraceMs });
  turn.do({ kind: 'tell-seat', seatId, reservationId, event: { kind: 'ring-started', ringEndsAt: turn.at + event.ringMs } });
  turn.arm('guest-ring', event.ringMs);
  const playbackId = ringback(turn, parked, event.ringMs);
  const leg = { channelId, endpoint: event.endpoint, isPage: event.isPage, acwMs: event.acwMs };
  turn.become({ ...parked, guest: { ...guest, step: 'ringing', since: turn.at, leg, playbackId } });
}

export function guestRefused(turn: Turn, state: ConversationState, { entryId, code }: EventOf<'seat-refused'>): void {
  const guest = guestOf(state);
  if (guest?.id === entryId && guest.step === 'reserving') guestMissed(turn, state, code, 'released');
}

export function guestAnswered(turn: Turn, state: ConversationState, guest: RingingGuest): void {
  const { channelId } = guest.leg;
  const recordingId = recordingIdOf(turn.call().callId, guest.id);
  turn.disarm('guest-ring');
  const seatId = guest.who.kind === 'seat' ? guest.who.seatId : state.offer.seatId;
  turn.do({ kind: 'expect-recording', recordingId, of: 'talk', seatId, caseId: null, attemptId: null });
  turn.do({ kind: 'start-recording', channelId, recordingId });
  if (guest.playbackId !== null) turn.do({ kind: 'stop-play', playbackId: guest.playbackId });
  if (state.bridgeId !== null) turn.do({ kind: 'add-to-bridge', bridgeId: state.bridgeId, channelIds: [channelId] });
  if (guest.who.kind === 'seat') turn.do({ kind: 'tell-seat', seatId, reservationId: guest.who.reservationId, event: { kind: 'answered' } });
  turn.fact({ kind: 'consult-answered', consultId: guest.id, seatId: guest.who.kind === 'seat' ? seatId : null, recordingId });
  turn.become({ ...state, guest: { ...guest, step: 'talking', since: turn.at, playbackId: null, recordingId } });
}

/** true: it was the guest's leg. */
export function guestLegEnded(turn: Turn, state: ConversationState, { channelId, end }: EventOf<'leg-ended'>): boolean {
  const guest = guestOf(state);
  if (guest?.leg?.channelId !== channelId) return false;
  if (guest.step === 'talking') guestMissed(turn, state, 'GUEST_LEFT', 'released');
  // Nobody knows how it ended: the agent is not to blame.
  else if (end.cause === null) guestMissed(turn, state, 'NOT_REACHED', 'released');
  else guestMissed(turn, state, end.cause === CALL_REJECTED || end.cause === 19 ? 'NO_ANSWER' : 'NOT_REACHED', 'ring-failed');
  return true;
}

/** true: the time was the guest's. */
export function guestTimedOut(turn: Turn, state: ConversationState, name: string): boolean {
  if (name !== 'guest-ring') return false;
  const guest = guestOf(state);
  if (guest !== null && guest.step !== 'talking') guestMissed(turn, state, guest.step === 'ringing' ? 'NO_ANSWER' : 'NOT_REACHED', guest.step === 'ringing' ? 'ring-missed' : 'released');
  return true;
}

/** true: the command was about the guest. What it means for the bridge is looked at elsewhere. */
export function guestCommandFailed(turn: Turn, state: ConversationState, { command, subject, reason }: EventOf<'command-failed'>): boolean {
  const guest = guestOf(state);
  if (guest === null) return false;
  // The phone gave its second call up before it was taken.
  if (command === 'answer-leg' && subject === guest.phone?.second) {
    guestMissed(turn, state, 'NOT_REACHED', 'released');
    return true;
  }
  if (guest.leg?.channelId === subject) {
    if (command === 'start-recording' && guest.recordingId !== null) {
      turn.do({ kind: 'note-recording-gap', recordingId: guest.recordingId, reason });
      turn.fact({ kind: 'recording-gap', recordingId: guest.recordingId, reason });
      return true;
    }
    const isBirth = command === 'create-seat-leg' || command === 'create-outside-leg' || command === 'dial-leg';
    if (isBirth && guest.step === 'ringing') {
      guestMissed(turn, state, 'NOT_REACHED', reason === 'unknown' ? 'released' : 'ring-failed');
      return true;
    }
  }
  if (command !== 'play' || guest.playbackId !== subject) return false;
  // The tone of the ringing is a comfort only; who waits apart must not wait in silence.
  if (isApart(guest) && reason !== 'gone') guestMusic(turn, state, true);
  return true;
}

/** true: what the guest heard (or the agent, while she rings) is over. */
export function guestPlayOver(turn: Turn, state: ConversationState, { playbackId, outcome }: EventOf<'playback-ended'>): boolean {
  const guest = guestOf(state);
  if (guest === null || guest.playbackId !== playbackId) return false;
  if (isApart(guest) && outcome === 'done') guestMusic(turn, state, false);
  return true;
}

/** After a break: music that did not go on begins anew. */
export function guestResumed(turn: Turn, playbacks: readonly string[]): void {
  const { activity } = turn.call();
  if (activity.phase !== 'conversation') return;
  const guest = talkingGuest(activity);
  if (guest !== null && guest.playbackId !== null && !playbacks.includes(guest.playbackId)) guestMusic(turn, activity, false);
}

function guestMusic(turn: Turn, state: ConversationState, hasFailed: boolean): void {
  const guest = guestOf(state);
  if (guest === null || guest.leg === null) return;
  if (hasFailed) turn.fact({ kind: 'fault', where: 'guest music', reason: 'could not be played' });
  const playbackId = turn.mint('p');
  turn.do({ kind: 'play', channelId: guest.leg.channelId, playbackId, language: turn.call().language, clips: holdTone(turn) });
  turn.become({ ...state, guest: { ...guest, playbackId } });
}

function ringback(turn: Turn, state: ConversationState, forMs: number): string {
  const playbackId = turn.mint('p');
  turn.do({ kind: 'play', channelId: state.offer.channelId, playbackId, language: turn.call().language, clips: ringbackClips(turn, forMs) });
  return playbackId;
}

