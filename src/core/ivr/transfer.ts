/** Handing the caller to the dialplan: when it has her, the call is over for us. */
import type { IvrState } from '../call/state.ts';
import type { Turn } from '../call/turn.ts';
import type { NodeId } from './flow.ts';
import { faulty, goTo, STAY, type Outcome } from './outcome.ts';
import { nodeOf } from './place.ts';
import { freshStep } from './play.ts';

/** Asterisk tells within a moment that the channel has left us. */
const TAKEN_WITHIN_MS = 10_000;

export function startTransfer(turn: Turn, id: NodeId): Outcome {
  const { clientChannelId: channelId } = turn.call();
  const node = nodeOf(turn, id);
  if (node?.kind !== 'transfer') return faulty('not a transfer');
  if (channelId === null) return STAY;
  turn.do({ kind: 'transfer', channelId, to: node.to });
  turn.arm('transfer', TAKEN_WITHIN_MS);
  turn.become({ ...freshStep, node: id, step: 'transferring' });
  return STAY;
}

/** It was refused, or nobody told that it was done. */
export function transferFailed(turn: Turn, state: IvrState, reason: string): Outcome {
  const node = nodeOf(turn, state.node);
  if (node?.kind !== 'transfer') return faulty('not a transfer');
  turn.fact({ kind: 'fault', where: `transfer ${node.to}`, reason });
  return goTo(node.failed);
}
