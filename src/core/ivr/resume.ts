/** After a break: the node's prompt is heard again; an act, a message and a transfer under way go on as they are. */
import { SOUND_STEP_IDS } from '../call/sound-step.ts';
import type { IvrState } from '../call/state.ts';
import type { Turn } from '../call/turn.ts';
import { messageGoesOn } from './message.ts';
import type { Outcome } from './outcome.ts';
import { flowOfCall, nodeOf } from './place.ts';
import { isRequest, sendRequest } from './request.ts';
import { startTransfer } from './transfer.ts';

/** Keys typed before the break are gone with the vault. */
export function resumeNode(turn: Turn, state: IvrState, isReadBack: boolean): Outcome {
  turn.fact({ kind: 'resumed' });
  if (state.step === 'recording') return messageGoesOn(turn, state);
  if (state.step === 'transferring') return startTransfer(turn, state.node);
  if (isReadBack) stopLostSound(turn);
  const node = nodeOf(turn, state.node);
  if (state.step === 'looking-up' && isRequest(node) && node.kind !== 'lookup') return sendRequest(turn, state.node, node, state.requestId);
  return { kind: 'go', to: state.node, before: flowOfCall(turn)?.resumeSay ?? [] };
}

/** The words of a step that was never saved, begun by a server that died: the caller would hear them to their end. */
function stopLostSound(turn: Turn): void {
  const lost = Array.from({ length: SOUND_STEP_IDS }, () => turn.mint('p'));
  for (const playbackId of lost) turn.do({ kind: 'stop-play', playbackId });
}
