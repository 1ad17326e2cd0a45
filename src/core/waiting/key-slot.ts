/** The slot that hears the keys of somebody who waits: open while no seat rings for her. */
import type { WaitingState } from '../call/state.ts';
import type { Turn } from '../call/turn.ts';

/** What was typed ahead was an answer to the menus, not to the queue. */
export function openKeys(turn: Turn, state: WaitingState): WaitingState {
  const channelId = turn.call().clientChannelId;
  if (channelId === null || (state.slot ?? null) !== null) return state;
  const slot = turn.mint('s');
  turn.do({ kind: 'clear-keys', channelId });
  turn.do({ kind: 'open-slot', channelId, spec: { slot, maxDigits: 1, terminators: '', slotClass: 'plain' } });
  return { ...state, slot };
}

export function closeKeys(turn: Turn, state: WaitingState): WaitingState {
  const channelId = turn.call().clientChannelId;
  const { slot, ...rest } = state;
  if (slot === undefined) return state;
  if (channelId !== null) turn.do({ kind: 'close-slot', channelId, slot });
  return rest;
}
