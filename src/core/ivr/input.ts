/** What keys mean at a node: a choice, digits, silence, a wrong key. No-input and no-match are counted apart. */
import type { IvrState } from '../call/state.ts';
import type { Turn } from '../call/turn.ts';
import { ask, enterNode, fault, flowOfCall, quiet } from './enter.ts';
import type { CollectNode, MenuNode, NodeId } from './flow.ts';

/** The asking node the call is at. */
export function askingNode(turn: Turn, state: IvrState): MenuNode | CollectNode | null {
  const node = flowOfCall(turn)?.nodes[state.node];
  return node !== undefined && (node.kind === 'menu' || node.kind === 'collect') ? node : null;
}

/** The first key cuts the prompt; the key itself is never lost. */
export function cutPrompt(turn: Turn, state: IvrState): IvrState {
  if (state.playbackId === null) return state;
  turn.do({ kind: 'stop-play', playbackId: state.playbackId });
  turn.disarm('playback');
  return { ...state, playbackId: null };
}

export function chooseKey(turn: Turn, state: IvrState, key: string): void {
  const node = askingNode(turn, state);
  if (node?.kind !== 'menu') return fault(turn, state.node, 'a key for a node that asks for none');
  const target = node.keys[key];
  if (target === undefined) return noMatch(turn, state, node);
  moveOn(turn, target);
}

/** A whole input: `by` is the ending key. `*` is back when nothing else is meant (domain.md 3.2). */
export function takeInput(turn: Turn, state: IvrState, by: string | null): void {
  const node = askingNode(turn, state);
  if (node?.kind !== 'collect') return fault(turn, state.node, 'digits for a node that asks for none');
  const exact = node.exact[by === '*' ? '*' : state.digits];
  if (exact !== undefined) return moveOn(turn, exact);
  const slot = flowOfCall(turn)?.slots[node.into];
  if (by === '*' || state.digits.length < (slot?.min ?? 1)) return noMatch(turn, state, node);
  if (slot?.slotClass === 'plain') turn.patch({ answers: { ...turn.call().answers, [node.into]: state.digits } });
  moveOn(turn, node.next);
}

export function noInput(turn: Turn, state: IvrState): void {
  const node = askingNode(turn, state);
  if (node === null) return fault(turn, state.node, 'silence at a node that asks for nothing');
  const count = state.noInput + 1;
  turn.fact({ kind: 'no-input', node: state.node, count });
  if (count >= node.noInput.max) return moveOn(turn, node.noInput.then);
  quiet(turn);
  ask(turn, { id: state.node, node, before: node.noInput.say, noInput: count, noMatch: state.noMatch });
}

function noMatch(turn: Turn, state: IvrState, node: MenuNode | CollectNode): void {
  const count = state.noMatch + 1;
  turn.fact({ kind: 'no-match', node: state.node, count });
  const { clientChannelId } = turn.call();
  if (clientChannelId !== null) turn.do({ kind: 'clear-keys', channelId: clientChannelId });
  if (count >= node.noMatch.max) return moveOn(turn, node.noMatch.then);
  quiet(turn);
  ask(turn, { id: state.node, node, before: node.noMatch.say, noInput: state.noInput, noMatch: count });
}

export function moveOn(turn: Turn, target: NodeId): void {
  quiet(turn);
  enterNode(turn, target);
}
