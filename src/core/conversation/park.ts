/**
 * The client out of the bridge, with music, and back again. The music is a play list for the whole of the longest hold, so that
 * it never depends on our server being alive.
 */
import type { ConversationState } from '../call/state.ts';
import type { Turn } from '../call/turn.ts';
import { holdClips } from '../waiting/words.ts';

/** `opening`: words before the music. */
export function park(turn: Turn, state: ConversationState, opening: readonly string[]): ConversationState {
  const { clientChannelId } = turn.call();
  if (clientChannelId === null || state.bridgeId === null) return state;
  if (state.musicId !== null) turn.do({ kind: 'stop-play', playbackId: state.musicId });
  else turn.do({ kind: 'remove-from-bridge', bridgeId: state.bridgeId, channelId: clientChannelId });
  return { ...state, musicId: startMusic(turn, clientChannelId, opening) };
}

export function unpark(turn: Turn, state: ConversationState): ConversationState {
  const { clientChannelId } = turn.call();
  if (state.musicId === null || clientChannelId === null || state.bridgeId === null) return state;
  turn.do({ kind: 'stop-play', playbackId: state.musicId });
  turn.do({ kind: 'add-to-bridge', bridgeId: state.bridgeId, channelIds: [clientChannelId] });
  return { ...state, musicId: null };
}

/** The list is over, or a restart found it silent: it begins anew. */
export function musicAgain(turn: Turn, state: ConversationState, opening: readonly string[] = []): void {
  const { clientChannelId } = turn.call();
  if (clientChannelId !== null) turn.become({ ...state, musicId: startMusic(turn, clientChannelId, opening) });
}

const MUSIC_TRIES = 3;

/** Tried again a few times; then she waits in silence, but for what the agent says when she is back, and it is noted. */
export function musicFailed(turn: Turn, state: ConversationState, reason: string): void {
  const tries = (state.musicTries ?? 0) + 1;
  turn.fact({ kind: 'fault', where: 'hold music', reason });
  if (tries <= MUSIC_TRIES) musicAgain(turn, { ...state, musicTries: tries });
}

function startMusic(turn: Turn, channelId: string, opening: readonly string[]): string {
  const playbackId = turn.mint('p');
  turn.do({ kind: 'play', channelId, playbackId, clips: [...opening, ...holdClips(turn)] });
  return playbackId;
}
