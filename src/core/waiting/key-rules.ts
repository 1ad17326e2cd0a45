/** What a caller may key while she waits, and where the flow takes it. */
import type { WaitingState } from '../call/state.ts';
import type { Turn } from '../call/turn.ts';
import type { NodeId } from '../ivr/flow.ts';
import { nodeOf } from '../ivr/place.ts';
import { rulesOf } from './enter.ts';
import type { WaitingAct } from './rules.ts';

/** Where the flow takes messages or books callbacks for those who wait here. null: it does not. */
export function exitNode(turn: Turn, state: WaitingState, kind: 'message' | 'callback'): NodeId | null {
  const node = state.node === undefined ? null : nodeOf(turn, state.node);
  return node?.kind === 'enqueue' ? (node.exits[kind] ?? null) : null;
}

/** What she may key here: only what can be carried out. Digit -> what it does. */
export function keysOf(turn: Turn, state: WaitingState): Readonly<Record<string, WaitingAct>> {
  const { clientChannelId, numberToken, clientMatches, auth } = turn.call();
  // Handed on to one seat she waits in no queue.
  if (clientChannelId === null || state.isDirect === true) return {};
  const isKnown = numberToken !== null && (auth.clientId !== null || clientMatches.length === 1);
  const can = (act: WaitingAct): boolean => (act === 'keep-place' ? isKnown : exitNode(turn, state, act) !== null);
  return Object.fromEntries(Object.entries(rulesOf(turn, state.queue).keys).filter(([, act]) => can(act)));
}
