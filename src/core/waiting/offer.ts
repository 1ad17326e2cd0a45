/** A seat is asked: reserved by the matcher already, it now gets the pop and the ringing, or is let go. */
import { shownAuth } from '../conversation/view.ts';
import type { Pop } from '../call/commands.ts';
import type { EventOf } from '../call/row.ts';
import type { Offer, WaitingState } from '../call/state.ts';
import type { Turn } from '../call/turn.ts';
import { startWaiting } from './enter.ts';
import { closeKeys } from './key-slot.ts';
import { playToWaiting, startPlay } from './play.ts';
import { ringingClips } from './words.ts';

/** The seat must still be ours when it is told that it rings. */
const OFFER_MARGIN_MS = 2_000;
/** Offers of the last seconds: older ones are too late by their time. */
const REMEMBERED_OFFERS = 4;

/** Heard after a break, or read twice: the seat is not held for it any more, and may be on another call. */
function isStale(turn: Turn, event: EventOf<'seat-offered'>): boolean {
  return turn.at > event.expiresAt - OFFER_MARGIN_MS || (turn.call().rungFor ?? []).includes(event.reservationId);
}

export function ringSeat(turn: Turn, state: WaitingState, event: EventOf<'seat-offered'>): void {
  const { seatId, reservationId } = event;
  if (state.offer?.reservationId === reservationId) return;
  if (event.entryId !== state.entryId || state.offer !== null || state.isKeeping === true || isStale(turn, event)) {
    turn.do({ kind: 'tell-seat', seatId, reservationId, event: { kind: 'released' } });
    return;
  }
  const call = turn.call();
  const channelId = turn.mint('seat');
  turn.patch({ rungFor: [...(call.rungFor ?? []), reservationId].slice(-REMEMBERED_OFFERS) });
  turn.fact({ kind: 'seat-offered', seatId, reservationId });
  const recordingId = recordingIdOf(call.callId, state.entryId);
  turn.do({ kind: 'send-pop', seatId, reservationId, pop: popOf(turn, { queue: state.queue, reservationId, waitedMs: turn.at - state.enteredAt, recordingId }) });
  turn.do({ kind: 'create-seat-leg', channelId, endpoint: event.endpoint, callerToken: call.numberToken, answers: 'by-agent' });
  turn.do({ kind: 'dial-leg', channelId, timeoutMs: event.ringMs + turn.world.limits.dialGraceMs });
  turn.do({ kind: 'tell-seat', seatId, reservationId, event: { kind: 'ring-started', ringEndsAt: turn.at + event.ringMs } });
  const playbackId = startPlay(turn, state.playbackId, ringingClips(turn, event.ringMs));
  turn.disarm('place');
  turn.disarm('comfort');
  turn.arm('ring', event.ringMs);
  const { extension, acwMs, endpoint, isPage } = event;
  const offer = { seatId, extension, reservationId, channelId, acwMs, endpoint, isPage };
  turn.become({ ...closeKeys(turn, state), playbackId, offer });
}

/** Who calls, for the screen of the seat that is about to ring. */
export function popOf(turn: Turn, given: Pick<Pop, 'queue' | 'reservationId' | 'waitedMs' | 'recordingId'>): Pop {
  const call = turn.call();
  return {
    callId: call.callId,
    direction: call.direction,
    numberToken: call.numberToken,
    dnis: call.dnis,
    flowId: call.stack[0]?.flowId ?? call.flowId,
    release: call.flowVersion,
    ivrPath: call.ivrPath,
    answers: call.answers,
    clientMatches: call.clientMatches,
    auth: shownAuth(call.auth),
    caseId: call.callback?.caseId ?? null,
    ...given,
  };
}

/** The page that was rung came anew (reloaded, or its socket was lost): its old leg rings nowhere, so the phone is rung again. */
export function ringAgain(turn: Turn, state: WaitingState, offer: Offer): void {
  const ringEndsAt = turn.call().deadlines.find((one) => one.name === 'ring')?.dueAt ?? turn.at;
  const channelId = turn.mint('seat');
  turn.do({ kind: 'hang-up-leg', channelId: offer.channelId, reason: 'normal' });
  turn.do({ kind: 'create-seat-leg', channelId, endpoint: offer.endpoint, callerToken: turn.call().numberToken, answers: 'by-agent' });
  turn.do({ kind: 'dial-leg', channelId, timeoutMs: Math.max(0, ringEndsAt - turn.at) + turn.world.limits.dialGraceMs });
  turn.become({ ...state, offer: { ...offer, channelId } });
}

/** One recording for each talk of the call; its name is known before the talk begins. */
export function recordingIdOf(callId: string, entryId: string): string {
  return `${callId}-r${entryId.slice(entryId.lastIndexOf('.') + 1)}`;
}

/** not-told: nobody knows how the ringing ended (we were away); the agent is not to blame. */
type Miss = { kind: 'ring-missed' } | { kind: 'ring-failed'; cause: number } | { kind: 'not-told' };

/** RONA, a busy phone, a phone that is gone: the seat is told, the caller goes back to the old place. */
export function seatDidNotTake(turn: Turn, state: WaitingState, miss: Miss): void {
  if (state.offer === null) return;
  const { seatId, reservationId, channelId } = state.offer;
  turn.disarm('ring');
  turn.fact(miss.kind === 'ring-missed' ? { kind: 'ring-missed', seatId } : { kind: 'ring-failed', seatId, cause: miss.kind === 'not-told' ? null : miss.cause });
  turn.do({ kind: 'hang-up-leg', channelId, reason: 'normal' });
  turn.do({ kind: 'tell-seat', seatId, reservationId, event: { kind: miss.kind === 'not-told' ? 'released' : miss.kind } });
  // Handed on to this one seat: now the queue has her, at her old place.
  if (state.isDirect === true) return toQueue(turn, state);
  turn.do({ kind: 'return-to-queue', entryId: state.entryId, reservationId });
  playToWaiting(turn, { ...state, offer: null }, 'queue.comfort');
}

function toQueue(turn: Turn, state: WaitingState): void {
  if (state.playbackId !== null) turn.do({ kind: 'stop-play', playbackId: state.playbackId });
  startWaiting(turn, { queue: state.queue, enteredAt: state.enteredAt });
}

/** The one seat she was handed on to could not be reserved, and nobody is left who could be told: the queue has her. */
export function notGiven(turn: Turn, state: WaitingState): void {
  if (state.isDirect === true && state.offer === null) toQueue(turn, state);
}
