/** What a node reads of the call's answers, and what it brings. */
import type { FlowNode } from '../flow.ts';
import type { Edge } from '../graph.ts';
import { saidBy } from '../graph.ts';
import type { Operations } from '../operation.ts';
import type { PromptPart } from '../prompt-part.ts';

export interface Read {
  readonly field: string;
  readonly path: string;
  /** An answer that is not there has a way of its own: `otherwise` of a branch. */
  readonly isTolerant: boolean;
}

/** `hidden`: private and secret slots. */
export function readsOf(node: FlowNode, hidden: ReadonlySet<string>): readonly Read[] {
  const reads: Read[] = saidBy(node).flatMap(([field, parts]) => spokenReads(parts).map((path) => ({ field, path, isTolerant: false })));
  const value = (field: string, from: string): void => {
    if (!from.startsWith('=')) reads.push({ field, path: from, isTolerant: false });
  };
  if (node.kind === 'branch') reads.push({ field: 'on', path: node.on, isTolerant: true });
  if (node.kind === 'set') for (const [name, from] of Object.entries(node.values)) value(`values.${name}`, from);
  if (node.kind === 'callback') value('slot', node.slot);
  if (node.kind === 'lookup' || node.kind === 'act') {
    for (const [name, from] of Object.entries({ ...node.args, ...node.secrets })) value(`args.${name}`, from);
  }
  // What the secrets of the call may not be used for is told by secrets.ts.
  return reads.filter(({ path, field }) => field.startsWith('args.') || !hidden.has(path.split('.', 1)[0] ?? path));
}

function spokenReads(parts: readonly PromptPart[], row = ''): readonly string[] {
  const full = (path: string): string => (path.startsWith('.') ? row + path : path);
  return parts.flatMap((part): readonly string[] => {
    if (typeof part === 'string' || 'announce' in part) return [];
    if ('each' in part) return [`${part.each}.rows`, ...spokenReads(part.say, `${part.each}.*`)];
    if ('clip' in part) return [full(part.clip)];
    // A security's name is made of its code and kind.
    return part.speak === 'name' ? [`${full(part.from)}.code`] : [full(part.from)];
  });
}

/** Name of an answer -> what there is under it; '' = the name itself. */
export function broughtBy(node: FlowNode, operations: Operations): readonly (readonly [string, readonly string[]])[] {
  if (node.kind === 'collect') return [[node.into, ['']]];
  if (node.kind === 'set') return Object.keys(node.values).map((name) => [name, ['']]);
  const operation = node.kind === 'callback' ? 'book-callback' : node.kind === 'lookup' || node.kind === 'act' ? node.operation : null;
  if (operation === null || !('into' in node) || node.into === '') return [];
  return [[node.into, operations[operation]?.results ?? []]];
}

/** Names of answers that are there once the call went this way. */
export function keepsOn(node: FlowNode, edge: Edge): readonly string[] {
  switch (node.kind) {
    case 'collect':
      return edge.by === 'next' ? [node.into] : [];
    case 'set':
      return Object.keys(node.values);
    case 'lookup':
      return edge.by === 'found' ? [node.into] : [];
    case 'act':
      // A refusal may say more: how many tries are left.
      return edge.by === 'done' || edge.by.startsWith('refused.') ? [node.into] : [];
    case 'callback':
      return edge.by === 'booked' ? [node.into] : [];
    case 'branch':
      return edge.by.startsWith('cases.') ? [node.on.split('.', 1)[0] ?? node.on] : [];
    case 'say':
    case 'menu':
    case 'language':
    case 'hours':
    case 'enqueue':
    case 'message':
    case 'transfer':
    case 'subflow':
    case 'return':
    case 'hangup':
      return [];
    default:
      return node satisfies never;
  }
}
