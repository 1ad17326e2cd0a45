/** A flow as a graph: where each node can lead, and what it says. */
import type { FlowNode, NodeId } from './flow.ts';
import type { PromptPart } from './prompt-part.ts';

export interface Edge {
  readonly to: NodeId;
  /** The field of the node, for messages. */
  readonly by: string;
  /** Only a caller's key (or voice) leads this way. */
  readonly isCallersAct: boolean;
}

const edge = (by: string, to: NodeId, isCallersAct = false): Edge => ({ to, by, isCallersAct });
const each = (by: string, targets: Readonly<Record<string, NodeId>>, isCallersAct = false): Edge[] =>
  Object.entries(targets).map(([name, to]) => edge(`${by}.${name}`, to, isCallersAct));

export function edgesOf(node: FlowNode): readonly Edge[] {
  switch (node.kind) {
    case 'say':
    case 'language':
    case 'set':
      return [edge('next', node.next)];
    case 'menu':
      return [...each('keys', node.keys, true), edge('noInput.then', node.noInput.then), edge('noMatch.then', node.noMatch.then, true)];
    case 'collect':
      return [
        ...each('exact', node.exact, true), edge('next', node.next, true), edge('noInput.then', node.noInput.then), edge('noMatch.then', node.noMatch.then, true),
      ];
    case 'hours':
      return [edge('open', node.open), edge('closed', node.closed)];
    case 'branch':
      return [...each('cases', node.cases), edge('otherwise', node.otherwise)];
    case 'lookup':
      return [
        edge('found', node.found), edge('notFound', node.notFound), edge('notFoundLimit.then', node.notFoundLimit.then),
        edge('failed', node.failed), edge('lost', node.lost),
      ];
    case 'act':
      return [edge('done', node.done), ...each('refused', node.refused), edge('otherwise', node.otherwise), edge('failed', node.failed), edge('lost', node.lost)];
    case 'callback':
      return [edge('booked', node.booked), edge('refused', node.refused), edge('failed', node.failed)];
    case 'message':
      // A line on which nobody speaks comes to `next` as well, when the longest time is over.
      return [edge('next', node.next), edge('empty', node.empty), edge('failed', node.failed)];
    case 'transfer':
      return [edge('failed', node.failed)];
    case 'subflow':
      return each('exits', node.exits);
    case 'enqueue':
      return each('exits', node.exits, true);
    case 'return':
    case 'hangup':
      return [];
    default:
      return node satisfies never;
  }
}

/** The call needs no more of the flow after it. A `return` ends a subflow, not a call. */
export function isEnd(node: FlowNode): boolean {
  return node.kind === 'enqueue' || node.kind === 'hangup' || node.kind === 'transfer';
}

/** Everything the node may say, by the field that says it; retries included. */
export function saidBy(node: FlowNode): readonly (readonly [string, readonly PromptPart[]])[] {
  switch (node.kind) {
    case 'say':
    case 'message':
    case 'transfer':
    case 'hangup':
      return [['say', node.say]];
    case 'menu':
    case 'collect':
      return [['say', node.say], ['noInput.say', node.noInput.say], ['noMatch.say', node.noMatch.say]];
    case 'lookup':
    case 'act':
    case 'callback':
      return [['waitSay', node.waitSay]];
    case 'enqueue':
      return [['say', node.say], ['notice', node.notice]];
    case 'language':
    case 'set':
    case 'hours':
    case 'branch':
    case 'subflow':
    case 'return':
      return [];
    default:
      return node satisfies never;
  }
}
