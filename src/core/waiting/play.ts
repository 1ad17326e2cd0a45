/** Words and music for a waiting caller; what was heard before is stopped in the same breath. */
import type { WaitingState } from '../call/state.ts';
import type { Turn } from '../call/turn.ts';
import { maxWaitOf } from './enter.ts';
import { openKeys } from './key-slot.ts';
import { keysOf } from './key-rules.ts';
import { queueClips, type Opening } from './words.ts';

export function playToWaiting(turn: Turn, state: WaitingState, opening: Opening): void {
  const keys = keysOf(turn, state);
  const { place, waitMs } = state;
  const playbackId = startPlay(turn, state.playbackId, queueClips(turn, opening, { place, keys, musicMs: maxWaitOf(turn, state.queue), ...(waitMs === undefined ? {} : { waitMs }) }));
  turn.disarm('place');
  if (playbackId !== null) turn.arm('comfort', turn.world.limits.comfortEveryMs);
  const heard = { ...state, playbackId };
  turn.become(Object.keys(keys).length === 0 ? heard : openKeys(turn, heard));
}

export function startPlay(turn: Turn, before: string | null, clips: readonly string[]): string | null {
  const channelId = turn.call().clientChannelId;
  if (channelId === null) return null;
  if (before !== null) turn.do({ kind: 'stop-play', playbackId: before });
  const playbackId = turn.mint('p');
  turn.do({ kind: 'play', channelId, playbackId, language: turn.call().language, clips });
  return playbackId;
}
