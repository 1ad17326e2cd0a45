/** A flow as a graph: where each node can lead, and what it says. */
import type { FlowNode, NodeId, PromptPart } from './flow.ts';

export interface Edge {
  readonly to: NodeId;
  /** The field of the node, for messages. */
  readonly by: string;
  /** Only a caller's key leads this way. */
  readonly isCallersAct: boolean;
}

export function edgesOf(node: FlowNode): readonly Edge[] {
  const edge = (by: string, to: NodeId, isCallersAct = false): Edge => ({ to, by, isCallersAct });
  switch (node.kind) {
    case 'say':
      return [edge('next', node.next)];
    case 'menu':
      return [
        ...Object.entries(node.keys).map(([key, to]) => edge(`keys.${key}`, to, true)),
        edge('noInput.then', node.noInput.then),
        edge('noMatch.then', node.noMatch.then, true),
      ];
    case 'collect':
      return [
        ...Object.entries(node.exact).map(([input, to]) => edge(`exact.${input}`, to, true)),
        edge('next', node.next, true),
        edge('noInput.then', node.noInput.then),
        edge('noMatch.then', node.noMatch.then, true),
      ];
    case 'hours':
      return [edge('open', node.open), edge('closed', node.closed)];
    case 'branch':
      return [...Object.entries(node.cases).map(([value, to]) => edge(`cases.${value}`, to)), edge('otherwise', node.otherwise)];
    case 'lookup':
      return [
        edge('found', node.found),
        edge('notFound', node.notFound),
        edge('notFoundLimit.then', node.notFoundLimit.then),
        edge('failed', node.failed),
      ];
    case 'enqueue':
    case 'hangup':
      return [];
    default:
      return node satisfies never;
  }
}

/** Everything the node may say, retries included. */
export function spokenBy(node: FlowNode): readonly PromptPart[] {
  switch (node.kind) {
    case 'say':
    case 'hangup':
      return node.say;
    case 'menu':
    case 'collect':
      return [...node.say, ...node.noInput.say, ...node.noMatch.say];
    case 'lookup':
      return node.waitSay;
    case 'hours':
    case 'branch':
    case 'enqueue':
      return [];
    default:
      return node satisfies never;
  }
}
