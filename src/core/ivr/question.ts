/** Asking: the slot opens first, so a key typed ahead is there at once and the prompt may not even begin. */
import type { SlotSpec } from '../call/commands.ts';
import type { IvrState } from '../call/state.ts';
import type { Turn } from '../call/turn.ts';
import type { CollectNode, MenuNode, NodeId } from './flow.ts';
import { faulty, goTo, STAY, type Outcome } from './outcome.ts';
import { flowOfCall, nameOfNode, nodeOf } from './place.ts';
import { freshStep, play } from './play.ts';
import type { PromptPart } from './prompt-part.ts';
import { quiet } from './quiet.ts';
import type { Slot } from './slot.ts';

export interface Question {
  readonly id: NodeId;
  readonly node: MenuNode | CollectNode;
  readonly before: readonly PromptPart[];
  readonly noInput: number;
  readonly noMatch: number;
}

/** The asking node the call is at. */
export function askingNode(turn: Turn, state: IvrState): MenuNode | CollectNode | null {
  const node = nodeOf(turn, state.node);
  return node?.kind === 'menu' || node?.kind === 'collect' ? node : null;
}

export function slotOfNode(turn: Turn, node: CollectNode): Slot | null {
  return flowOfCall(turn)?.slots[node.into] ?? null;
}

/** `*` is a digit of an amount, and ends every other input; of hidden digits only a short input with a meaning of its own is told. */
function specOf(slot: string, kind: Slot, node: CollectNode): SlotSpec {
  const { slotClass } = kind;
  const exact = slotClass === 'plain' ? [] : Object.keys(node.exact).filter((input) => /^\d{1,2}$/.test(input) && input.length < kind.min);
  return {
    slot, maxDigits: kind.max, terminators: kind.kind === 'amount' ? '#' : '#*', slotClass, ...(exact.length === 0 ? {} : { exact }),
  };
}

export function ask(turn: Turn, question: Question): Outcome {
  const channelId = turn.call().clientChannelId;
  if (channelId === null) return STAY;
  const { id, node, noInput, noMatch } = question;
  const kind = node.kind === 'menu' ? null : slotOfNode(turn, node);
  if (node.kind === 'collect' && kind === null) return faulty(`there is no slot ${node.into}`);
  const slot = turn.mint('s');
  const spec: SlotSpec = node.kind === 'menu' || kind === null ? { slot, maxDigits: 1, terminators: '', slotClass: 'plain' } : specOf(slot, kind, node);
  if (node.kind === 'collect') forget(turn, node.into);
  turn.do({ kind: 'open-slot', channelId, spec });
  const played = play(turn, [...question.before, ...node.say]);
  const asking = { ...freshStep, node: id, step: node.kind === 'menu' ? 'asking' : 'collecting', slot, noInput, noMatch } as const;
  if ('unsayable' in played) {
    // What was opened is closed with the rest.
    turn.become(asking);
    return faulty(played.unsayable);
  }
  if (played.playbackId === null) turn.arm('first-digit', node.firstDigitTimeoutMs);
  turn.become({ ...asking, playbackId: played.playbackId });
  return STAY;
}

/** Asked anew: what was keyed before under this name counts no more. */
function forget(turn: Turn, name: string): void {
  const { held, clientChannelId } = turn.call();
  const before = held[name];
  if (before === undefined) return;
  if (clientChannelId !== null) turn.do({ kind: 'close-slot', channelId: clientChannelId, slot: before.slot });
  const { [name]: _forgotten, ...others } = held;
  turn.patch({ held: others });
}

export function noInput(turn: Turn, state: IvrState): Outcome {
  const node = askingNode(turn, state);
  if (node === null) return faulty('silence at a node that asks for nothing');
  const count = state.noInput + 1;
  turn.fact({ kind: 'no-input', node: nameOfNode(turn, state.node), count });
  return count >= node.noInput.max ? goTo(node.noInput.then) : askAgain(turn, { id: state.node, node, before: node.noInput.say, noInput: count, noMatch: state.noMatch });
}

/** Keys typed ahead would be read as answers to another question: they are forgotten. */
export function noMatch(turn: Turn, state: IvrState, node: MenuNode | CollectNode): Outcome {
  const count = state.noMatch + 1;
  turn.fact({ kind: 'no-match', node: nameOfNode(turn, state.node), count });
  clearKeys(turn);
  return count >= node.noMatch.max ? goTo(node.noMatch.then) : askAgain(turn, { id: state.node, node, before: node.noMatch.say, noInput: state.noInput, noMatch: count });
}

function askAgain(turn: Turn, question: Question): Outcome {
  quiet(turn);
  return ask(turn, question);
}

export function clearKeys(turn: Turn): void {
  const { clientChannelId } = turn.call();
  if (clientChannelId !== null) turn.do({ kind: 'clear-keys', channelId: clientChannelId });
}
