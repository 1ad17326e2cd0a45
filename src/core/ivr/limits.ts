/** The longest a call may stay in the menus, and how often a question may be met: then a way out, and the second time goodbye. */
import type { IvrState } from '../call/state.ts';
import type { Turn } from '../call/turn.ts';
import type { FlowNode, NodeId } from './flow.ts';
import { goTo, type Outcome } from './outcome.ts';
import { mainOf, nameOfNode, nodeOf, unwind } from './place.ts';
import { isRequest } from './request.ts';

/** Questions whose visits are counted; of more than these the least met is forgotten, so that the state stays small. */
const COUNTED = 16;
/** Time for the way out itself. */
const WAY_OUT_MS = 300_000;

export function armIvrLimit(turn: Turn): void {
  const main = mainOf(turn);
  if (main !== null) turn.arm('ivr-limit', main.limits.ivrMs);
}

/** null: within the limit. */
export function countVisit(turn: Turn, id: NodeId, node: FlowNode): Outcome | null {
  const main = mainOf(turn);
  const isQuestion = node.kind === 'menu' || node.kind === 'collect' || node.kind === 'message';
  if (main === null || !isQuestion) return null;
  const name = nameOfNode(turn, id);
  const visits = turn.call().visits ?? {};
  const count = (visits[name] ?? 0) + 1;
  if (count > main.limits.visitsPerNode) return limitReached(turn, id, 'visits');
  turn.patch({ visits: smaller({ ...visits, [name]: count }, name) });
  return null;
}

function smaller(visits: Record<string, number>, newest: string): Record<string, number> {
  const entries = Object.entries(visits);
  if (entries.length <= COUNTED) return visits;
  const least = entries.filter(([name]) => name !== newest).reduce((low, entry) => (entry[1] < low[1] ? entry : low));
  return Object.fromEntries(entries.filter(([name]) => name !== least[0]));
}

/** The time is over. A message, an act under way and a transfer are let come to their end first. */
export function ivrTimeOver(turn: Turn, state: IvrState): Outcome | 'later' {
  const node = nodeOf(turn, state.node);
  const isBusy = state.step === 'recording' || state.step === 'transferring' || (state.step === 'looking-up' && isRequest(node) && node.kind !== 'lookup');
  if (!isBusy) return limitReached(turn, state.node, 'time');
  turn.arm('ivr-limit', 1_000);
  return 'later';
}

function limitReached(turn: Turn, id: NodeId, limit: 'time' | 'visits'): Outcome {
  turn.fact({ kind: 'ivr-limit-reached', limit, node: nameOfNode(turn, id) });
  const main = mainOf(turn);
  if (turn.call().isLimited === true || main === null) return { kind: 'goodbye', say: ['goodbye'] };
  unwind(turn);
  turn.patch({ isLimited: true, visits: {} });
  turn.arm('ivr-limit', Math.min(WAY_OUT_MS, main.limits.ivrMs));
  return goTo(main.limits.then);
}
