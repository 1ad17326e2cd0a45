/** Nodes without a sound: walked through in the same step. */
import type { Turn } from '../call/turn.ts';
import { valueFrom } from './arguments.ts';
import { valuesOf } from './built-in.ts';
import type { AnswerValue, BranchNode, FlowNode, HoursNode, LanguageNode, NodeId, ReturnNode, SetNode, SubflowNode } from './flow.ts';
import { faulty, goTo, type Outcome } from './outcome.ts';

export type SilentNode = BranchNode | HoursNode | LanguageNode | SetNode | SubflowNode | ReturnNode;

/** How deep flows may call one another. */
export const MAX_STACK = 4;

export function isSilent(node: FlowNode): node is SilentNode {
  return ['branch', 'hours', 'language', 'set', 'subflow', 'return'].includes(node.kind);
}

export function passThrough(turn: Turn, id: NodeId, node: SilentNode): Outcome {
  switch (node.kind) {
    case 'branch':
      return branch(turn, node);
    case 'hours': {
      const isOpen = turn.world.isOpen(node.calendar, turn.businessAt);
      if (isOpen === null) turn.fact({ kind: 'fault', where: `calendar ${node.calendar}`, reason: 'no answer for this day' });
      return goTo(isOpen === false ? node.closed : node.open);
    }
    case 'language':
      turn.patch({ language: node.to });
      turn.fact({ kind: 'language-chosen', language: node.to });
      return goTo(node.next);
    case 'set':
      return setAnswers(turn, node);
    case 'subflow':
      return call(turn, id, node);
    case 'return':
      return comeBack(turn, node);
    default:
      return node satisfies never;
  }
}

function branch(turn: Turn, node: BranchNode): Outcome {
  const value = valuesOf(turn.call())[node.on];
  const isCase = (typeof value === 'string' || typeof value === 'number') && Object.hasOwn(node.cases, String(value));
  return goTo((isCase ? node.cases[String(value)] : undefined) ?? node.otherwise);
}

function setAnswers(turn: Turn, node: SetNode): Outcome {
  const values = valuesOf(turn.call());
  const answers: Record<string, AnswerValue> = { ...turn.call().answers };
  for (const [name, from] of Object.entries(node.values)) {
    const value = valueFrom(values, from);
    if (value === undefined) return faulty(`no answer for ${name}`);
    answers[name] = value;
  }
  turn.patch({ answers });
  return goTo(node.next);
}

function call(turn: Turn, id: NodeId, node: SubflowNode): Outcome {
  const { flowId, flowVersion, stack } = turn.call();
  const flow = turn.world.flow(node.flow, flowVersion);
  if (flow === null || flowId === null) return faulty(`there is no flow ${node.flow}`);
  if (stack.length >= MAX_STACK) return faulty('flows call one another too deep');
  turn.patch({ flowId: flow.id, stack: [...stack, { flowId, node: id }] });
  return goTo(flow.entry);
}

function comeBack(turn: Turn, node: ReturnNode): Outcome {
  const { flowVersion, stack } = turn.call();
  const frame = stack.at(-1);
  if (frame === undefined) return faulty('nothing to return to');
  turn.patch({ flowId: frame.flowId, stack: stack.slice(0, -1) });
  const caller = turn.world.flow(frame.flowId, flowVersion)?.nodes[frame.node];
  const to = caller?.kind === 'subflow' && Object.hasOwn(caller.exits, node.exit) ? caller.exits[node.exit] : undefined;
  return to === undefined ? faulty(`no exit ${node.exit}`) : goTo(to);
}
