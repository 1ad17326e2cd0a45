/** Keys: what words tell the caller to press is there, and no key means two things. */
import type { CollectNode, Flow, MenuNode, NodeId } from '../flow.ts';
import { saidBy } from '../graph.ts';
import { promptIdsOf } from '../prompt-part.ts';
import type { Slot } from '../slot.ts';
import { at, atNode, type FlowProblem, type Surroundings } from './problem.ts';

export function checkKeys(flow: Flow, around: Surroundings): FlowProblem[] {
  const problems: FlowProblem[] = [];
  for (const [name, slot] of Object.entries(flow.slots))
    if (slot.min > slot.max) problems.push(at(flow, ['slots', name], `min ${slot.min} is above max ${slot.max}: nothing could be keyed`));
  for (const [id, node] of Object.entries(flow.nodes)) {
    if (node.kind === 'menu' && Object.keys(node.keys).length === 0) problems.push(atNode(flow, id, 'keys', 'is a menu without keys: name at least one, or make it a say'));
    if (node.kind !== 'menu' && node.kind !== 'collect') continue;
    const slot = node.kind === 'collect' ? flow.slots[node.into] : undefined;
    problems.push(...toldInVain(flow, { id, node, slot }, around));
    if (node.kind === 'collect' && slot !== undefined) problems.push(...ambiguous(flow, { id, node, slot }));
  }
  return problems;
}

interface Question {
  readonly id: NodeId;
  readonly node: MenuNode | CollectNode;
  readonly slot: Slot | undefined;
}

function toldInVain(flow: Flow, { id, node, slot }: Question, around: Surroundings): FlowProblem[] {
  const keys = new Set(node.kind === 'menu' ? Object.keys(node.keys) : Object.keys(node.exact));
  // `#` ends every input, and a digit may be one; `*` in an amount is its point.
  const isMeant = (key: string): boolean => keys.has(key) || (slot !== undefined && (key === '#' || couldBegin(slot, key)));
  const told = new Set<string>();
  return saidBy(node).flatMap(([field, parts]) =>
    promptIdsOf(parts).flatMap((prompt) =>
      [...(around.words ?? [])].flatMap(([language, words]) =>
        (words.get(prompt)?.keys ?? []).filter((key) => !isMeant(key)).flatMap((key) => {
          const reason = `"${prompt}" (${language}) tells the caller to press ${key}, and there is no such key here: add it to ${node.kind === 'menu' ? 'keys' : 'exact'}, or change the words`;
          if (told.has(key)) return [];
          told.add(key);
          return [atNode(flow, id, field, reason)];
        }),
      ),
    ),
  );
}

function couldBegin(slot: Slot, key: string): boolean {
  if (key === '*') return slot.kind === 'amount';
  if (slot.kind === 'choice') return slot.of.includes(key);
  return slot.min <= 1 && key !== '#';
}

/** An exact input that could be a whole input of the slot as well, or that can never be keyed. */
function ambiguous(flow: Flow, { id, node, slot }: { id: NodeId; node: CollectNode; slot: Slot }): FlowProblem[] {
  return Object.keys(node.exact).flatMap((input) => {
    const field = `exact.${input}`;
    if (isInput(slot, input)) return [atNode(flow, id, field, `"${input}" is ambiguous: it could be the ${slot.kind} that is asked for as well; take it away, or ask for a longer input`)];
    if (slot.slotClass !== 'plain' && !/^(?:\*|\d{1,2})$/.test(input))
      return [atNode(flow, id, field, `"${input}" can never be told from the ${slot.slotClass} digits of ${node.into}: an exact input there is one or two digits, or *`)];
    if (input.length > slot.max) return [atNode(flow, id, field, `"${input}" can never be keyed: the input ends after ${slot.max} digits`)];
    return [];
  });
}

function isInput(slot: Slot, input: string): boolean {
  if (slot.kind === 'choice') return slot.of.includes(input);
  if (slot.kind === 'amount') return input === '*' || /^[1-9]\d*$/.test(input);
  return input !== '*' && input.length >= slot.min && input.length <= slot.max;
}
