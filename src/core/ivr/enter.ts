/** How a call comes into the menus: when it arrives, and after a talk. */
import type { Turn } from '../call/turn.ts';
import { startWaiting } from '../waiting/enter.ts';
import { armIvrLimit } from './limits.ts';
import { goTo } from './outcome.ts';
import { mainOf, unwind } from './place.ts';
import { freshStep } from './play.ts';
import { follow } from './walk.ts';

/** The flow of the dialled number, from its entry. Without a flow the caller goes to the general queue: never silence. */
export function startIvr(turn: Turn): void {
  const found = turn.world.flowOf(turn.call().dnis);
  if (found === null) {
    turn.fact({ kind: 'fault', where: 'flow', reason: 'no flow for the dialled number' });
    return startWaiting(turn, { queue: 'general', enteredAt: turn.at });
  }
  const { flow, release } = found;
  turn.patch({ flowId: flow.id, flowVersion: release, language: flow.languages[0] });
  turn.fact({ kind: 'flow-entered', flowId: flow.id, flowVersion: release });
  armIvrLimit(turn);
  follow(turn, flow.entry, goTo(flow.entry));
}

/** An agent sends the caller to a node of the flow that answered. */
export function startAtNode(turn: Turn, node: string): void {
  unwind(turn);
  turn.patch({ visits: {}, isLimited: false });
  armIvrLimit(turn);
  turn.become({ ...freshStep, node });
  follow(turn, node, goTo(node));
}

/** The agent has hung up and the caller is still there: the flow may have a question (K-01). false: it has none. */
export function startAfterTalk(turn: Turn): boolean {
  const node = mainOf(turn)?.afterTalk ?? null;
  if (node === null || turn.call().clientChannelId === null) return false;
  startAtNode(turn, node);
  return true;
}
