/** One fault of a flow, and what the flows may name. */
import type { Operations } from '../operation.ts';
import type { NodeId } from '../flow.ts';
import type { PromptId } from '../prompt-part.ts';

export interface FlowProblem {
  readonly flow: string;
  /** Where in the flow's file: nodes, ask, keys, 1. */
  readonly place: readonly string[];
  readonly reason: string;
}

/** What a prompt tells, as its text or its entry in the catalogue says. */
export interface PromptWords {
  /** Keys that its text tells the caller to press. */
  readonly keys: readonly string[];
  /** A notice the law wants heard whole. */
  readonly isLegal: boolean;
}

export interface Surroundings {
  /** language -> prompt ids that have a sound. */
  readonly prompts: ReadonlyMap<string, ReadonlySet<PromptId>>;
  /** language -> what its prompts tell; left out: nobody knows. */
  readonly words?: ReadonlyMap<string, ReadonlyMap<PromptId, PromptWords>>;
  readonly calendars: ReadonlySet<string>;
  readonly queues: ReadonlySet<string>;
  /** Names of allowed destinations of `transfer`; left out: none is allowed. */
  readonly destinations?: ReadonlySet<string>;
  readonly operations: Operations;
  /** Places that announcements can be put to; left out: nobody knows. */
  readonly places?: ReadonlySet<string>;
}

export const at = (flow: { readonly id: string }, place: readonly string[], reason: string): FlowProblem => ({ flow: flow.id, place, reason });
export const atNode = (flow: { readonly id: string }, node: NodeId, field: string, reason: string): FlowProblem =>
  at(flow, ['nodes', node, ...(field === '' ? [] : field.split('.'))], reason);

/** "a, b or c": what there is instead. */
export function oneOf(names: Iterable<string>): string {
  const all = [...names].sort();
  return all.length === 0 ? 'there is none' : `there is ${all.join(', ')}`;
}
