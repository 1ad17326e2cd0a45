/** What a node's work comes to; walk.ts carries it out. */
import type { NodeId } from './flow.ts';
import type { PromptPart } from './prompt-part.ts';

export type Outcome =
  /** The call is where it should be: it says, asks or waits for something. */
  | { readonly kind: 'stay' }
  /** On to a node of the flow it walks now. `before` is said ahead of the node's own words. */
  | { readonly kind: 'go'; readonly to: NodeId; readonly before?: readonly PromptPart[] }
  /** Into the queue. */
  | { readonly kind: 'enqueue'; readonly queue: string; readonly node: NodeId; readonly priority: number }
  /** Last words, then the end. */
  | { readonly kind: 'goodbye'; readonly say: readonly PromptPart[] }
  /** It cannot be carried out: the flow's `onFault` says where the caller goes. */
  | { readonly kind: 'fault'; readonly reason: string };

export const STAY: Outcome = { kind: 'stay' };
export const goTo = (to: NodeId): Outcome => ({ kind: 'go', to });
export const faulty = (reason: string): Outcome => ({ kind: 'fault', reason });
