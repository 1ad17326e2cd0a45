/** Every node that is named exists. */
import type { Flow, NodeId } from '../flow.ts';
import { edgesOf } from '../graph.ts';
import { beginningsOf } from './passages.ts';
import { at, atNode, type FlowProblem } from './problem.ts';

export function checkTargets(flow: Flow): FlowProblem[] {
  const problems: FlowProblem[] = [];
  const isThere = (id: NodeId): boolean => Object.hasOwn(flow.nodes, id);
  const named = new Set<string>();
  for (const [field, id] of beginningsOf(flow)) {
    if (isThere(id) || named.has(id)) continue;
    named.add(id);
    problems.push(at(flow, field.split('.'), `${field} names "${id}", and there is no such node: write it, or correct the name`));
  }
  for (const [id, node] of Object.entries(flow.nodes)) {
    /** One wrong name is one fault: `lost` and `notFound` are filled in from `failed`. */
    const wrong = new Set<NodeId>();
    for (const edge of edgesInOrder(flow, id)) {
      if (isThere(edge.to) || (wrong.has(edge.to) && FILLED_IN.has(edge.by))) continue;
      wrong.add(edge.to);
      problems.push(atNode(flow, id, edge.by, `${edge.by} leads to "${edge.to}", and there is no such node: write it, or correct the name`));
    }
    if (node.kind === 'subflow' && Object.keys(node.exits).length === 0)
      problems.push(atNode(flow, id, 'exits', 'has no exits: name where a call goes after the subflow'));
  }
  return problems;
}

const FILLED_IN = new Set(['lost', 'notFound', 'notFoundLimit.then']);

function edgesInOrder(flow: Flow, id: NodeId) {
  const node = flow.nodes[id];
  const edges = node === undefined ? [] : edgesOf(node);
  return [...edges.filter((edge) => !FILLED_IN.has(edge.by)), ...edges.filter((edge) => FILLED_IN.has(edge.by))];
}
