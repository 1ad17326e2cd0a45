/**
 * Private and secret digits stay in the vault: they are never spoken, branched on or made an answer, under no other name either. Only an
 * operation may have them, by an argument of that class (operations.ts).
 */
import type { Flow, FlowNode } from '../flow.ts';
import { saidBy } from '../graph.ts';
import { spokenPaths, type PromptPart } from '../prompt-part.ts';
import type { SlotClass } from '../slot.ts';
import { at, atNode, type FlowProblem } from './problem.ts';

/** Slots by name, over all flows: a subflow sees what its callers asked for. */
export function checkSecrets(flows: readonly Flow[]): FlowProblem[] {
  const hidden = new Map<string, { readonly slotClass: SlotClass; readonly flow: Flow }>();
  for (const flow of flows)
    for (const [name, { slotClass }] of Object.entries(flow.slots)) if (slotClass !== 'plain' && !hidden.has(name)) hidden.set(name, { slotClass, flow });
  const problems: FlowProblem[] = [];
  for (const flow of flows) {
    for (const [name, { slotClass }] of Object.entries(flow.slots)) {
      const other = hidden.get(name);
      if (other !== undefined && other.slotClass !== slotClass)
        problems.push(at(flow, ['slots', name], `"${name}" is ${slotClass} here and ${other.slotClass} in the flow "${other.flow.id}": give one of them another name`));
    }
    for (const [id, node] of Object.entries(flow.nodes)) {
      for (const [field, path, what] of usesOf(node)) {
        const name = path.split('.', 1)[0] ?? path;
        const secret = hidden.get(name);
        if (secret === undefined) continue;
        const isDeclared = Object.hasOwn(flow.slots, name);
        const reason = what === 'sent' && !isDeclared
          ? `"${name}" is ${secret.slotClass} in the flow "${secret.flow.id}": declare it under slots here too, so that its digits come from the vault`
          : `"${path}" is ${secret.slotClass}: it may not be ${what}; only an operation may have it, by args`;
        if (what !== 'sent' || !isDeclared) problems.push(atNode(flow, id, field, reason));
      }
      for (const [field, name] of keptBy(node)) {
        const secret = hidden.get(name);
        if (secret !== undefined) problems.push(atNode(flow, id, field, `"${name}" is the ${secret.slotClass} slot of the flow "${secret.flow.id}": keep this answer under another name`));
      }
    }
  }
  return problems;
}

type Use = readonly [field: string, path: string, what: 'spoken' | 'branched on' | 'stored' | 'sent'];

function usesOf(node: FlowNode): Use[] {
  const uses: Use[] = saidBy(node).flatMap(([field, parts]) => [...spokenPaths(parts), ...rowsIn(parts)].map((path) => [field, path, 'spoken'] as const));
  if (node.kind === 'branch') uses.push(['on', node.on, 'branched on']);
  if (node.kind === 'set') for (const [name, from] of Object.entries(node.values)) uses.push([`values.${name}`, from, 'stored']);
  if (node.kind === 'callback') uses.push(['slot', node.slot, 'stored']);
  if (node.kind === 'lookup' || node.kind === 'act') for (const [name, from] of Object.entries(node.args)) uses.push([`args.${name}`, from, 'sent']);
  return uses;
}

/** `each` over a slot would count its rows. */
const rowsIn = (parts: readonly PromptPart[]): readonly string[] =>
  parts.flatMap((part) => (typeof part !== 'string' && 'each' in part && spokenPaths(part.say).length === 0 ? [part.each] : []));

function keptBy(node: FlowNode): (readonly [string, string])[] {
  if (node.kind === 'set') return Object.keys(node.values).map((name) => [`values.${name}`, name] as const);
  return node.kind === 'lookup' || node.kind === 'act' || node.kind === 'callback' ? [['into', node.into] as const] : [];
}
