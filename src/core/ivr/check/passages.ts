/**
 * Walking flows and their subflows by some of their edges only. A subflow is passed by those of its exits that can be come to from its
 * entry in the same manner, so a walk never goes in at one caller and out at another.
 */
import type { Flow, NodeId } from '../flow.ts';
import { edgesOf, type Edge } from '../graph.ts';

export type IsPassable = (flow: Flow, node: NodeId, edge: Edge) => boolean;

export interface Passages {
  /** Passable edges of a node. */
  next(flow: Flow, node: NodeId): readonly Edge[];
  /** Exits by which a call can leave that subflow. */
  exitsOf(flow: string): ReadonlySet<string>;
}

/** `flows`: called ones before their callers (subflows.ts), none that calls itself. */
export function passagesOf(flows: readonly Flow[], isPassable: IsPassable): Passages {
  const exits = new Map<string, ReadonlySet<string>>();
  const known = new Map<Flow, Map<NodeId, readonly Edge[]>>();
  const next = (flow: Flow, id: NodeId): readonly Edge[] => {
    const ofFlow = known.get(flow) ?? new Map<NodeId, readonly Edge[]>();
    known.set(flow, ofFlow);
    const edges = ofFlow.get(id) ?? passable(flow, id);
    ofFlow.set(id, edges);
    return edges;
  };
  const passable = (flow: Flow, id: NodeId): readonly Edge[] => {
    const node = flow.nodes[id];
    if (node === undefined) return [];
    const edges = edgesOf(node).filter((edge) => isPassable(flow, id, edge));
    if (node.kind !== 'subflow') return edges;
    const open = exits.get(node.flow);
    return edges.filter((edge) => open?.has(edge.by.slice('exits.'.length)) === true);
  };
  for (const flow of flows) {
    const seen = walk([flow.entry], (id) => next(flow, id).map((edge) => edge.to));
    const found = new Set<string>();
    for (const id of seen) {
      const node = flow.nodes[id];
      if (node?.kind === 'return') found.add(node.exit);
    }
    exits.set(flow.id, found);
  }
  return { next, exitsOf: (flow) => exits.get(flow) ?? new Set() };
}

export function walk(from: readonly NodeId[], next: (id: NodeId) => readonly NodeId[]): Set<NodeId> {
  const seen = new Set(from);
  const open = [...from];
  for (let id = open.pop(); id !== undefined; id = open.pop())
    for (const to of next(id)) {
      if (seen.has(to)) continue;
      seen.add(to);
      open.push(to);
    }
  return seen;
}

/** Where a call can come in from outside: the entry, and the ways out of trouble. */
export function beginningsOf({ entry, main }: Flow): readonly (readonly [string, NodeId])[] {
  if (main === null) return [['entry', entry]];
  const afterTalk = main.afterTalk === null ? [] : [['afterTalk', main.afterTalk] as const];
  return [['entry', entry], ['onFault', main.onFault], ['limits.then', main.limits.then], ...afterTalk];
}
