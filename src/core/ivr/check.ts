/**
 * What is wrong with a flow beyond its schema (docs/architecture.md): targets, reachability, an end to every path, no endless loop
 * without a caller's act, prompts there in every language, known queues, calendars and operations, secrets kept.
 */
import { edgesOf, isEnd, spokenBy, type Edge } from './graph.ts';
import type { Flow, NodeId } from './flow.ts';
import type { Operations } from './operation.ts';
import { promptIdsOf, spokenPaths, type PromptPart } from './prompt-part.ts';

export interface FlowProblem {
  readonly node: NodeId;
  readonly reason: string;
}

/** What the flow may name. */
export interface Surroundings {
  /** language -> prompt ids that have a sound. */
  readonly prompts: ReadonlyMap<string, ReadonlySet<string>>;
  readonly calendars: ReadonlySet<string>;
  readonly queues: ReadonlySet<string>;
  readonly operations: Operations;
}

export function checkFlow(flow: Flow, around: Surroundings): readonly FlowProblem[] {
  const broken = checkTargets(flow);
  if (broken.length > 0) return broken;
  return [...checkReach(flow), ...checkEnds(flow), ...checkLoops(flow), ...checkNames(flow, around), ...checkInputs(flow), ...checkSecrets(flow)];
}

function checkTargets(flow: Flow): FlowProblem[] {
  const problems: FlowProblem[] = [];
  const has = (id: NodeId): boolean => Object.hasOwn(flow.nodes, id);
  for (const [at, id] of beginningsOf(flow))
    if (!has(id)) problems.push({ node: at, reason: `there is no node "${id}"` });
  for (const [id, node] of Object.entries(flow.nodes))
    for (const edge of edgesOf(node)) if (!has(edge.to)) problems.push({ node: id, reason: `${edge.by} leads to "${edge.to}", which does not exist` });
  return problems;
}

/** Where a call can come in from outside: the entry, and the ways out of trouble. */
function beginningsOf({ entry, main }: Flow): readonly (readonly [string, NodeId])[] {
  if (main === null) return [['entry', entry]];
  const afterTalk = main.afterTalk === null ? [] : [['afterTalk', main.afterTalk] as const];
  return [['entry', entry], ['onFault', main.onFault], ['limits.then', main.limits.then], ...afterTalk];
}

function walk(from: readonly NodeId[], next: (id: NodeId) => readonly NodeId[]): Set<NodeId> {
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

const edges = (flow: Flow, id: NodeId): readonly Edge[] => {
  const node = flow.nodes[id];
  return node === undefined ? [] : edgesOf(node);
};

function checkReach(flow: Flow): FlowProblem[] {
  const reached = walk(beginningsOf(flow).map(([, id]) => id), (id) => edges(flow, id).map((edge) => edge.to));
  return Object.keys(flow.nodes)
    .filter((id) => !reached.has(id))
    .map((node) => ({ node, reason: 'no path leads here' }));
}

/** Backwards from the nodes that end: who is not met has no way out. */
function checkEnds(flow: Flow): FlowProblem[] {
  const ids = Object.keys(flow.nodes);
  const ends = ids.filter((id) => flow.nodes[id]?.kind === 'return' || isEnd(flow.nodes[id] ?? { kind: 'return', exit: '' }));
  const before = (to: NodeId): NodeId[] => ids.filter((id) => edges(flow, id).some((edge) => edge.to === to));
  const ending = walk(ends, before);
  return ids.filter((id) => !ending.has(id)).map((node) => ({ node, reason: 'no path from here ends in a queue or a hang-up' }));
}

function checkLoops(flow: Flow): FlowProblem[] {
  const unasked = (id: NodeId): NodeId[] => edges(flow, id).filter((edge) => !edge.isCallersAct).map((edge) => edge.to);
  return Object.keys(flow.nodes)
    .filter((id) => walk(unasked(id), unasked).has(id))
    .map((node) => ({ node, reason: 'goes round for ever without an act of the caller' }));
}

function checkNames(flow: Flow, around: Surroundings): FlowProblem[] {
  const problems: FlowProblem[] = [];
  const needPrompts = (node: NodeId, parts: readonly PromptPart[]): void => {
    for (const id of promptIdsOf(parts))
      for (const [language, ids] of around.prompts)
        if (!ids.has(id)) problems.push({ node, reason: `prompt "${id}" is missing in ${language}` });
  };
  needPrompts('resumeSay', flow.resumeSay);
  for (const [id, node] of Object.entries(flow.nodes)) {
    needPrompts(id, spokenBy(node));
    if (node.kind === 'hours' && !around.calendars.has(node.calendar)) problems.push({ node: id, reason: `there is no calendar "${node.calendar}"` });
    if (node.kind === 'enqueue' && !around.queues.has(node.queue)) problems.push({ node: id, reason: `there is no queue "${node.queue}"` });
    if (node.kind !== 'lookup' && node.kind !== 'act') continue;
    const args = around.operations[node.operation]?.args;
    if (args === undefined) problems.push({ node: id, reason: `there is no operation "${node.operation}"` });
    for (const name of [...Object.keys(node.args), ...Object.keys(node.secrets)])
      if (args !== undefined && !Object.hasOwn(args, name)) problems.push({ node: id, reason: `operation "${node.operation}" takes no "${name}"` });
  }
  return problems;
}

function checkInputs(flow: Flow): FlowProblem[] {
  const problems: FlowProblem[] = [];
  for (const [node, one] of Object.entries(flow.nodes)) {
    if (one.kind === 'menu' && Object.keys(one.keys).length === 0) problems.push({ node, reason: 'a menu without keys' });
    const slot = one.kind === 'collect' ? flow.slots[one.into] : undefined;
    if (slot !== undefined && slot.min > slot.max) problems.push({ node, reason: 'min is above max in the slot it asks for' });
  }
  return problems;
}

/** Private and secret digits are never spoken, branched on, or made an answer; an operation may have them (`secrets`). */
function checkSecrets(flow: Flow): FlowProblem[] {
  const hidden = new Set(Object.entries(flow.slots).flatMap(([name, { slotClass }]) => (slotClass === 'plain' ? [] : [name])));
  const problems: FlowProblem[] = [];
  for (const [id, node] of Object.entries(flow.nodes)) {
    const used = [...spokenPaths(spokenBy(node))];
    if (node.kind === 'branch') used.push(node.on);
    if (node.kind === 'set') used.push(...Object.values(node.values));
    if (node.kind === 'lookup' || node.kind === 'act') used.push(...Object.values(node.args));
    for (const path of used) if (hidden.has(path)) problems.push({ node: id, reason: `"${path}" is a secret: it may not be spoken, stored or branched on` });
  }
  return problems;
}
