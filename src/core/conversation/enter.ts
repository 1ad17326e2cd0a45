/**
 * The agent is there. A caller hears the agent's number (报工号) before the two are connected, and so does the agent; a
 * callback's client is dialled now, after the ledger has written the attempt down.
 */
import type { ConversationState, Offer, WaitingState } from '../call/state.ts';
import { playable } from '../call/playable.ts';
import type { Turn } from '../call/turn.ts';
import { recordingIdOf } from '../waiting/offer.ts';

/** A talk before anything has happened in it. */
export const freshTalk = { connectedAt: null, recording: 'off', heldSince: null, heldMs: 0, isMuted: false, musicId: null, away: null } as const;

export function startConversation(turn: Turn, state: WaitingState, offer: Offer): void {
  const { seatId, reservationId } = offer;
  const call = turn.call();
  for (const name of ['ring', 'place', 'comfort', 'max-wait', 'overflow']) turn.disarm(name);
  turn.fact({ kind: 'seat-answered', seatId });
  const { entryId, queue, enteredAt } = state;
  const recordingId = recordingIdOf(call.callId, entryId);
  const base = { ...freshTalk, phase: 'conversation', entryId, queue, enteredAt, offer, recordingId, since: turn.at } as const;
  const channelId = call.clientChannelId;
  if (channelId === null) noteAttempt(turn, base);
  else announce(turn, base, { channelId, waitingPlaybackId: state.playbackId });
  turn.do({ kind: 'tell-seat', seatId, reservationId, event: { kind: 'answered' } });
  turn.do({ kind: 'leave-queue', entryId, reason: 'connected' });
}

type Base = Omit<ConversationState, 'step' | 'bridgeId' | 'playbackId' | 'seatPlaybackId'>;

function announce(turn: Turn, base: Base, client: { channelId: string; waitingPlaybackId: string | null }): void {
  const { channelId } = client;
  const { language } = turn.call();
  if (client.waitingPlaybackId !== null) turn.do({ kind: 'stop-play', playbackId: client.waitingPlaybackId });
  const clips = playable(turn, turn.world.sayAgent(base.offer.extension, language));
  const playbackId = turn.mint('p');
  const seatPlaybackId = turn.mint('p');
  startRecording(turn, base);
  turn.do({ kind: 'play', channelId, playbackId, language, clips });
  turn.do({ kind: 'play', channelId: base.offer.channelId, playbackId: seatPlaybackId, language, clips });
  const bridgeId = turn.mint('b');
  turn.do({ kind: 'create-bridge', bridgeId });
  turn.arm('announcement', turn.world.durationMs(clips, language) + turn.world.limits.playbackGraceMs);
  turn.become({ ...base, recording: 'on', step: 'announcing', bridgeId, playbackId, seatPlaybackId });
}

function noteAttempt(turn: Turn, base: Base): void {
  const { callback } = turn.call();
  if (callback !== null) turn.do({ kind: 'note-attempt', attemptId: callback.attemptId, event: { kind: 'dialling' } });
  turn.arm('note', turn.world.limits.dialGraceMs);
  turn.become({ ...base, step: 'noting-attempt', bridgeId: null, playbackId: null, seatPlaybackId: null });
}

/** The expectation is written first; then the sound is taken from the client's leg, both directions apart. */
export function startRecording(turn: Turn, base: Pick<ConversationState, 'recordingId' | 'offer'>): void {
  const { clientChannelId, callback } = turn.call();
  if (clientChannelId === null) return;
  const { recordingId } = base;
  turn.do({
    kind: 'expect-recording',
    recordingId,
    of: 'talk',
    seatId: base.offer.seatId,
    caseId: callback?.caseId ?? null,
    attemptId: callback?.attemptId ?? null,
  });
  turn.do({ kind: 'start-recording', channelId: clientChannelId, recordingId });
}
