/** A message is kept however it ends: by `#`, by silence, by its longest time, by a hang-up, by trouble. */
import type { IvrState } from '../call/state.ts';
import type { Turn } from '../call/turn.ts';
import { nodeOf } from './place.ts';

/** Shorter than this nobody has said a word. */
const SHORTEST_MS = 1_000;

/** true: it is filed. The sound is sealed in any case; who said nothing has left no message. */
export function keepMessage(turn: Turn, state: IvrState, { saidNothing = false }: { saidNothing?: boolean } = {}): boolean {
  if (state.recording === undefined) return false;
  const { recordingId, startedAt } = state.recording;
  const { clientChannelId } = turn.call();
  const node = nodeOf(turn, state.node);
  const box = node?.kind === 'message' ? node.box : 'message';
  const durationMs = Math.max(0, turn.at - startedAt);
  if (clientChannelId !== null) turn.do({ kind: 'stop-recording', channelId: clientChannelId, recordingId });
  turn.do({ kind: 'seal-recording', recordingId });
  turn.become(withoutRecording(state));
  if (saidNothing || durationMs < SHORTEST_MS) {
    turn.fact({ kind: 'message-empty', box, recordingId });
    return false;
  }
  turn.do({ kind: 'file-message', recordingId, box, durationMs });
  turn.fact({ kind: 'message-left', box, recordingId, durationMs });
  return true;
}

/** Kept, it is not kept again. */
export function withoutRecording(state: IvrState): IvrState {
  const { recording: _kept, ...rest } = state;
  return rest;
}
