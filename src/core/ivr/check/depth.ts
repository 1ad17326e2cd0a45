/** No menu lies more than four menus deep: a caller does not find back. Counted by the shortest way, through subflows too. */
import type { Flow, NodeId } from '../flow.ts';
import { beginningsOf, type Passages } from './passages.ts';
import { atNode, type FlowProblem } from './problem.ts';

const MAX_MENUS = 4;

type Depths = ReadonlyMap<NodeId, number>;

/** `flows`: called ones before their callers. */
export function checkDepth(flows: readonly Flow[], passages: Passages): FlowProblem[] {
  const exitDepths = new Map<string, ReadonlyMap<string, number>>();
  const within = new Map<string, Depths>();
  for (const flow of flows) {
    within.set(flow.id, depthsOf(flow, passages, exitDepths));
    exitDepths.set(flow.id, exitsOf(flow, within.get(flow.id) ?? new Map()));
  }
  // Where each flow begins, seen from the dialled number: the deepest of its callers counts.
  const begins = new Map<string, number>(flows.map((flow) => [flow.id, 0]));
  for (const flow of [...flows].reverse())
    for (const [id, node] of Object.entries(flow.nodes)) {
      if (node.kind !== 'subflow') continue;
      const here = (begins.get(flow.id) ?? 0) + (within.get(flow.id)?.get(id) ?? 0);
      begins.set(node.flow, Math.max(begins.get(node.flow) ?? 0, here));
    }
  return flows.flatMap((flow) => tooDeep(flow, within.get(flow.id) ?? new Map(), begins.get(flow.id) ?? 0));
}

function depthsOf(flow: Flow, passages: Passages, exitDepths: ReadonlyMap<string, ReadonlyMap<string, number>>): Depths {
  const depths = new Map<NodeId, number>();
  const open: NodeId[] = [];
  const come = (id: NodeId, before: number): void => {
    const depth = before + (flow.nodes[id]?.kind === 'menu' ? 1 : 0);
    if (depth >= (depths.get(id) ?? Infinity)) return;
    depths.set(id, depth);
    open.push(id);
  };
  for (const [, id] of beginningsOf(flow)) come(id, 0);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const node = flow.nodes[id];
    for (const edge of passages.next(flow, id)) {
      const inside = node?.kind === 'subflow' ? (exitDepths.get(node.flow)?.get(edge.by.slice('exits.'.length)) ?? 0) : 0;
      come(edge.to, (depths.get(id) ?? 0) + inside);
    }
  }
  return depths;
}

function exitsOf(flow: Flow, depths: Depths): ReadonlyMap<string, number> {
  const exits = new Map<string, number>();
  for (const [id, depth] of depths) {
    const node = flow.nodes[id];
    if (node?.kind === 'return') exits.set(node.exit, Math.min(exits.get(node.exit) ?? Infinity, depth));
  }
  return exits;
}

function tooDeep(flow: Flow, depths: Depths, before: number): FlowProblem[] {
  return Object.entries(flow.nodes).flatMap(([id, node]) => {
    const depth = before + (depths.get(id) ?? 0);
    if (node.kind !== 'menu' || depth <= MAX_MENUS) return [];
    return [atNode(flow, id, '', `is the ${depth}th menu on its way, and ${MAX_MENUS} is the most a caller follows: offer it in an earlier one`)];
  });
}
