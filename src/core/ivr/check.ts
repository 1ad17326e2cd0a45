/**
 * What is wrong with a flow beyond its schema (docs/architecture.md): targets, reachability, an end to every path, no endless loop
 * without a caller's act, prompts there in every language, known queues, calendars and operations, secrets kept.
 */
import { edgesOf, spokenBy, type Edge } from './graph.ts';
import type { Flow, NodeId } from './flow.ts';

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
  /** operation -> argument names. */
  readonly operations: Readonly<Record<string, readonly string[]>>;
}

export function checkFlow(flow: Flow, around: Surroundings): readonly FlowProblem[] {
  const broken = checkTargets(flow);
  if (broken.length > 0) return broken;
  return [...checkReach(flow), ...checkEnds(flow), ...checkLoops(flow), ...checkNames(flow, around), ...checkInputs(flow), ...checkSecrets(flow)];
}

function checkTargets(flow: Flow): FlowProblem[] {
  const problems: FlowProblem[] = [];
  const has = (id: NodeId): boolean => Object.hasOwn(flow.nodes, id);
  for (const [at, id] of [['entry', flow.entry], ['onFault', flow.onFault]] as const)
    if (!has(id)) problems.push({ node: at, reason: `there is no node "${id}"` });
  for (const [id, node] of Object.entries(flow.nodes))
    for (const edge of edgesOf(node)) if (!has(edge.to)) problems.push({ node: id, reason: `${edge.by} leads to "${edge.to}", which does not exist` });
  return problems;
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
  const reached = walk([flow.entry, flow.onFault], (id) => edges(flow, id).map((edge) => edge.to));
  return Object.keys(flow.nodes)
    .filter((id) => !reached.has(id))
    .map((node) => ({ node, reason: 'no path leads here' }));
}

/** Backwards from the nodes that end: who is not met has no way out. */
function checkEnds(flow: Flow): FlowProblem[] {
  const ids = Object.keys(flow.nodes);
  const ends = ids.filter((id) => edges(flow, id).length === 0);
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
  const needPrompts = (node: NodeId, parts: ReturnType<typeof spokenBy>): void => {
    for (const part of parts) {
      if (typeof part !== 'string') continue;
      for (const [language, ids] of around.prompts)
        if (!ids.has(part)) problems.push({ node, reason: `prompt "${part}" is missing in ${language}` });
    }
  };
  needPrompts('resumeSay', flow.resumeSay);
  for (const [id, node] of Object.entries(flow.nodes)) {
    needPrompts(id, spokenBy(node));
    if (node.kind === 'hours' && !around.calendars.has(node.calendar)) problems.push({ node: id, reason: `there is no calendar "${node.calendar}"` });
    if (node.kind === 'enqueue' && !around.queues.has(node.queue)) problems.push({ node: id, reason: `there is no queue "${node.queue}"` });
    if (node.kind !== 'lookup') continue;
    const args = around.operations[node.operation];
    if (args === undefined) problems.push({ node: id, reason: `there is no operation "${node.operation}"` });
    for (const name of Object.keys(node.args))
      if (args !== undefined && !args.includes(name)) problems.push({ node: id, reason: `operation "${node.operation}" takes no "${name}"` });
  }
  return problems;
}

function checkInputs(flow: Flow): FlowProblem[] {
  const problems: FlowProblem[] = [];
  for (const [node, one] of Object.entries(flow.nodes)) {
    if (one.kind === 'menu' && Object.keys(one.keys).length === 0) problems.push({ node, reason: 'a menu without keys' });
    if (one.kind === 'collect' && one.minDigits > one.maxDigits) problems.push({ node, reason: 'minDigits is above maxDigits' });
  }
  return problems;
}

/** Secrets are never spoken, branched on, or handed to a look-up. */
function checkSecrets(flow: Flow): FlowProblem[] {
  const secrets = new Set<string>();
  for (const node of Object.values(flow.nodes)) if (node.kind === 'collect' && node.secret) secrets.add(node.into);
  const problems: FlowProblem[] = [];
  for (const [id, node] of Object.entries(flow.nodes)) {
    const used = spokenBy(node).flatMap((part) => (typeof part === 'string' ? [] : [part.from]));
    if (node.kind === 'branch') used.push(node.on);
    if (node.kind === 'lookup') used.push(...Object.values(node.args));
    for (const path of used) if (secrets.has(path)) problems.push({ node: id, reason: `"${path}" is a secret: it may not be spoken, branched on or looked up with` });
  }
  return problems;
}
