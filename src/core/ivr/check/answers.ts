/**
 * Answers are there when they are read. One that nothing brings is told where it is read; one that is not there on some path is told with
 * that path: the call would come to the words, find them unspeakable, and apologise.
 */
import { BUILT_IN } from '../built-in.ts';
import type { Flow, NodeId } from '../flow.ts';
import type { Edge } from '../graph.ts';
import { broughtBy, keepsOn, readsOf, type Read } from './answer-use.ts';
import { beginningsOf, passagesOf } from './passages.ts';
import { atNode, type FlowProblem, type Surroundings } from './problem.ts';

/** `flows`: called ones before their callers. */
export function checkAnswers(flows: readonly Flow[], around: Surroundings): FlowProblem[] {
  const brought = new Map<string, Set<string>>();
  for (const flow of flows)
    for (const node of Object.values(flow.nodes))
      for (const [name, results] of broughtBy(node, around.operations)) {
        const known = brought.get(name) ?? new Set();
        for (const result of results) known.add(result);
        brought.set(name, known);
      }
  const hidden = new Set(flows.flatMap((flow) => Object.entries(flow.slots).flatMap(([name, slot]) => (slot.slotClass === 'plain' ? [] : [name]))));
  const unset = new Map<string, FirstUnset>();
  return flows.flatMap((flow) =>
    Object.entries(flow.nodes).flatMap(([id, node]) => {
      const seen = new Set<string>();
      const told = new Set<string>();
      return readsOf(node, hidden).flatMap((read): FlowProblem[] => {
        if (Object.hasOwn(BUILT_IN, read.path) || seen.has(read.path)) return [];
        seen.add(read.path);
        const never = neverBrought(read, brought);
        if (never !== null) return [atNode(flow, id, read.field, never)];
        const name = nameOf(read.path);
        if (read.isTolerant || told.has(name)) return [];
        told.add(name);
        const first = unset.get(name) ?? firstUnset(flows, name);
        unset.set(name, first);
        const way = first(flow, id);
        return way === null ? [] : [atNode(flow, id, read.field, `"${read.path}" is not known yet on the way ${way}: ask for it, look it up or set it before`)];
      });
    }),
  );
}

const nameOf = (path: string): string => path.split('.', 1)[0] ?? path;

function neverBrought({ path }: Read, brought: ReadonlyMap<string, ReadonlySet<string>>): string | null {
  const name = nameOf(path);
  const results = brought.get(name);
  if (name in BUILT_IN_NAMES) return `"${path}" is none of the values a call has by itself: ${Object.keys(BUILT_IN).join(', ')}`;
  if (results === undefined) return `nothing brings "${path}": no collect, lookup, act or set keeps an answer under "${name}"`;
  const rest = path.slice(name.length + 1).replace(/(^|\.)\d+(?=\.|$)/, '$1*');
  if (results.has(rest)) return null;
  const known = [...results].map((result) => (result === '' ? name : `${name}.${result}`)).join(', ');
  return `nothing brings "${path}"; there is ${known}`;
}

const BUILT_IN_NAMES: Readonly<Record<string, true>> = Object.fromEntries(Object.keys(BUILT_IN).map((path) => [nameOf(path), true]));

/** The nodes by which a call comes to that node without the answer, for people; null: it is always there. */
type FirstUnset = (flow: Flow, node: NodeId) => string | null;

function firstUnset(flows: readonly Flow[], name: string): FirstUnset {
  const isWithout = (flow: Flow, id: NodeId, edge: Edge): boolean => {
    const node = flow.nodes[id];
    return node !== undefined && !keepsOn(node, edge).includes(name);
  };
  const passages = passagesOf(flows, isWithout);
  const byId = new Map(flows.map((flow) => [flow.id, flow]));
  const cameFrom = new Map<string, string | null>();
  const open: (readonly [Flow, NodeId])[] = [];
  const come = (flow: Flow, id: NodeId, from: string | null): void => {
    const key = `${flow.id} ${id}`;
    if (cameFrom.has(key)) return;
    cameFrom.set(key, from);
    open.push([flow, id]);
  };
  for (const flow of flows) if (flow.main !== null) for (const [, id] of beginningsOf(flow)) come(flow, id, null);
  for (const [flow, id] of open) {
    for (const edge of passages.next(flow, id)) come(flow, edge.to, `${flow.id} ${id}`);
    const node = flow.nodes[id];
    const called = node?.kind === 'subflow' ? byId.get(node.flow) : undefined;
    if (called !== undefined) come(called, called.entry, `${flow.id} ${id}`);
  }
  return (flow, id) => {
    if (!cameFrom.has(`${flow.id} ${id}`)) return null;
    const way: string[] = [];
    for (let step: string | null | undefined = `${flow.id} ${id}`; step !== null && step !== undefined; step = cameFrom.get(step)) way.unshift(step.split(' ')[1] ?? step);
    return (way.length > 6 ? ['…', ...way.slice(-6)] : way).join(' → ');
  };
}
