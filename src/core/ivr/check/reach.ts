/** Every node is come to, and every path ends: in a queue, a transfer, a hang-up; in a subflow also by a return. */
import type { Flow, NodeId } from '../flow.ts';
import { isEnd } from '../graph.ts';
import { beginningsOf, passagesOf, walk, type Passages } from './passages.ts';
import { atNode, type FlowProblem } from './problem.ts';

export function checkReach(flow: Flow, passages: Passages): FlowProblem[] {
  const reached = walk(beginningsOf(flow).map(([, id]) => id), (id) => passages.next(flow, id).map((edge) => edge.to));
  return Object.keys(flow.nodes)
    .filter((id) => !reached.has(id))
    .map((id) => atNode(flow, id, '', 'no path leads here: let a key or a next lead to it, or take it away'));
}

/** Nodes of each flow from which a call can come to an end, or out of the subflow. */
export function endingNodes(flows: readonly Flow[]): ReadonlyMap<string, ReadonlySet<NodeId>> {
  const passages = passagesOf(flows, () => true);
  const endsWithin = new Set<string>();
  const ending = new Map<string, ReadonlySet<NodeId>>();
  for (const flow of flows) {
    const ids = Object.keys(flow.nodes);
    const sources = new Map<NodeId, NodeId[]>();
    for (const id of ids) for (const { to } of passages.next(flow, id)) sources.set(to, [...(sources.get(to) ?? []), id]);
    const before = (to: NodeId): readonly NodeId[] => sources.get(to) ?? [];
    const ends = ids.filter((id) => endsAt(flow, id, endsWithin));
    ending.set(flow.id, walk([...ends, ...ids.filter((id) => flow.nodes[id]?.kind === 'return')], before));
    if (walk(ends, before).has(flow.entry)) endsWithin.add(flow.id);
  }
  return ending;
}

function endsAt(flow: Flow, id: NodeId, endsWithin: ReadonlySet<string>): boolean {
  const node = flow.nodes[id];
  return node !== undefined && (isEnd(node) || (node.kind === 'subflow' && endsWithin.has(node.flow)));
}

/** One fault for all nodes of a flow that have no way out: they go round among themselves. */
export function checkEnds(flow: Flow, ending: ReadonlySet<NodeId>): FlowProblem[] {
  const stuck = Object.keys(flow.nodes).filter((id) => !ending.has(id));
  const [first] = stuck;
  if (first === undefined) return [];
  const others = stuck.length === 1 ? '' : ` (nor from ${stuck.slice(1, 6).join(', ')}${stuck.length > 6 ? ', …' : ''})`;
  return [atNode(flow, first, '', `no path from here ends${others}: lead one to an enqueue, a transfer, a hangup${flow.main === null ? ' or a return' : ''}`)];
}
