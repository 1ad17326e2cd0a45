/**
 * The client out of the bridge, with music, and back again. The music is a play list for the whole of the longest hold, so that
 * it never depends on our server being alive.
 */
import type { ConversationState } from '../call/state.ts';
import type { Turn } from '../call/turn.ts';
import { holdClips, holdTone } from '../waiting/words.ts';

/** `opening`: words before the music. */
export function park(turn: Turn, state: ConversationState, opening: readonly string[]): ConversationState {
  const { clientChannelId } = turn.call();
  if (clientChannelId === null || state.bridgeId === null) return state;
  if (state.musicId !== null) turn.do({ kind: 'stop-play', playbackId: state.musicId });
  else turn.do({ kind: 'remove-from-bridge', bridgeId: state.bridgeId, channelId: clientChannelId });
  return { ...state, musicId: startMusic(turn, clientChannelId, opening), musicTries: 0 };
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
  if (clientChannelId !== null) turn.become({ ...state, musicId: startMusic(turn, clientChannelId, opening, state.musicTries) });
}

/** Refused so often, it is not the line: another sound is tried. */
const TONE_AFTER_TRIES = 2;

function startMusic(turn: Turn, channelId: string, opening: readonly string[], tries = 0): string {
  const playbackId = turn.mint('p');
  const clips = tries < TONE_AFTER_TRIES ? [...opening, ...holdClips(turn)] : holdTone(turn);
  turn.do({ kind: 'play', channelId, playbackId, language: turn.call().language, clips });
  return playbackId;
}
