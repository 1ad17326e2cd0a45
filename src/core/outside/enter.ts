/** The client is handed to a number outside: its phone rings, or talks already as the agent's guest. */
import type { ConversationState, OutsideState } from '../call/state.ts';
import type { Turn } from '../call/turn.ts';
import type { TalkingGuest } from '../conversation/parties.ts';

const stateOf = ({ queue, enteredAt, bridgeId, recordingId, recording }: ConversationState, rest: Pick<OutsideState, 'step' | 'name' | 'channelId' | 'playbackId' | 'connectedAt'>): OutsideState => ({
  phase: 'outside', queue, enteredAt, bridgeId, recordingId, isRecorded: recording !== 'off', ...rest,
});

/** She hears music until it is answered. */
export function startOutside(turn: Turn, state: ConversationState, leg: { name: string; channelId: string; ringMs: number }): void {
  for (const name of ['rejoin', 'guest-ring']) turn.disarm(name);
  turn.arm('outside-ring', leg.ringMs);
  turn.become(stateOf(state, { step: 'dialling', name: leg.name, channelId: leg.channelId, playbackId: state.musicId, connectedAt: null }));
}

export function talkOutside(turn: Turn, state: ConversationState, { who, leg }: TalkingGuest): void {
  const name = who.kind === 'outside' ? who.name : '';
  turn.fact({ kind: 'outside-answered', name });
  turn.become(stateOf(state, { step: 'talking', name, channelId: leg.channelId, playbackId: null, connectedAt: turn.at }));
}
