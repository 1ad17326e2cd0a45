/** No call goes round for ever by itself: every circle, also through subflows, has a key or a voice of the caller in it. */
import type { Flow, NodeId } from '../flow.ts';
import { passagesOf, walk, type Passages } from './passages.ts';
import { atNode, type FlowProblem } from './problem.ts';

/** `ending`: circles without any way out are told by reach.ts. */
export function checkLoops(flows: readonly Flow[], ending: ReadonlyMap<string, ReadonlySet<NodeId>>): FlowProblem[] {
  const unasked = passagesOf(flows, (_flow, _id, edge) => !edge.isCallersAct);
  return flows.flatMap((flow) => loopsOf(flow, unasked, ending.get(flow.id) ?? new Set()));
}

function loopsOf(flow: Flow, unasked: Passages, ending: ReadonlySet<NodeId>): FlowProblem[] {
  const next = (id: NodeId): NodeId[] => unasked.next(flow, id).map((edge) => edge.to);
  const told = new Set<NodeId>();
  const problems: FlowProblem[] = [];
  for (const id of Object.keys(flow.nodes)) {
    if (told.has(id) || !ending.has(id)) continue;
    const circle = shortestWay(next(id), id, next);
    if (circle === null) continue;
    // The whole knot is one fault: who can come back here from there belongs to it.
    for (const other of walk(next(id), next)) if (walk(next(other), next).has(id)) told.add(other);
    problems.push(atNode(flow, id, '', `a call goes round for ever without an act of the caller (${[id, ...circle].join(' → ')}): lead one of them to a person, or ask for a key in between`));
  }
  return problems;
}

/** The nodes from one of `from` to `to`, both with it. */
export function shortestWay(from: readonly NodeId[], to: NodeId, next: (id: NodeId) => readonly NodeId[]): readonly NodeId[] | null {
  const cameFrom = new Map<NodeId, NodeId | null>(from.map((id) => [id, null]));
  const open = [...cameFrom.keys()];
  for (const id of open) {
    if (id === to) {
      const way: NodeId[] = [];
      for (let step: NodeId | null | undefined = id; step !== null && step !== undefined; step = cameFrom.get(step)) way.unshift(step);
      return way;
    }
    for (const one of next(id)) {
      if (cameFrom.has(one)) continue;
      cameFrom.set(one, id);
      open.push(one);
    }
  }
  return null;
}
