/** The client's phone is dialled for a callback; the two legs are put together. */
import type { ConversationState } from '../call/state.ts';
import type { Turn } from '../call/turn.ts';
import { ringbackClips } from '../waiting/words.ts';
import { hasLeg, parkAway } from './away.ts';
import { startRecording } from './enter.ts';

/** The ledger has the attempt; only now may the client's phone ring. The agent hears the ringing tone. */
export function dialClient(turn: Turn, state: ConversationState): void {
  const { numberToken } = turn.call();
  if (numberToken === null) return;
  const { clientRingMs, dialGraceMs } = turn.world.limits;
  turn.disarm('note');
  const channelId = turn.mint('client');
  turn.patch({ clientChannelId: channelId, isClientUp: false });
  turn.do({ kind: 'create-client-leg', channelId, numberToken });
  turn.do({ kind: 'dial-leg', channelId, timeoutMs: clientRingMs });
  turn.fact({ kind: 'client-dialled', channelId });
  const seatPlaybackId = turn.mint('p');
  turn.do({ kind: 'play', channelId: state.offer.channelId, playbackId: seatPlaybackId, language: turn.call().language, clips: ringbackClips(turn, clientRingMs) });
  const bridgeId = turn.mint('b');
  turn.do({ kind: 'create-bridge', bridgeId });
  turn.arm('client-ring', clientRingMs + dialGraceMs);
  turn.become({ ...state, step: 'dialling', bridgeId, seatPlaybackId });
}

export function clientAnswered(turn: Turn, state: ConversationState): void {
  const { clientChannelId, callback } = turn.call();
  if (clientChannelId === null) return;
  turn.disarm('client-ring');
  turn.patch({ isClientUp: true });
  turn.fact({ kind: 'client-answered', channelId: clientChannelId });
  startRecording(turn, state);
  connect(turn, { ...state, recording: 'on' });
  if (callback !== null) turn.do({ kind: 'note-attempt', attemptId: callback.attemptId, event: { kind: 'answered' } });
}

/** Connect: from now on caller and seat hear each other. Playbacks are stopped first, or adding would wait for them. */
export function connect(turn: Turn, state: ConversationState): void {
  const { clientChannelId } = turn.call();
  if (clientChannelId === null || state.bridgeId === null) return;
  turn.disarm('announcement');
  for (const playbackId of [state.playbackId, state.seatPlaybackId]) if (playbackId !== null) turn.do({ kind: 'stop-play', playbackId });
  turn.do({ kind: 'add-to-bridge', bridgeId: state.bridgeId, channelIds: [clientChannelId, ...(hasLeg(state) ? [state.offer.channelId] : [])] });
  turn.fact({
    kind: 'connected',
    seatId: state.offer.seatId,
    recordingId: state.recordingId,
    waitedMs: turn.at - state.enteredAt,
  });
  const talk: ConversationState = { ...state, step: 'connected', playbackId: null, seatPlaybackId: null, connectedAt: turn.at, since: turn.at };
  turn.become(state.away === null ? talk : parkAway(turn, talk));
}
