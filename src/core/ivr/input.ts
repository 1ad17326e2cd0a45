/** What keys mean at a question: a choice, an input, a wrong key. No-input and no-match are counted apart. */
import type { EventOf } from '../call/row.ts';
import type { IvrState } from '../call/state.ts';
import type { Turn } from '../call/turn.ts';
import type { CollectNode } from './flow.ts';
import { faulty, goTo, STAY, type Outcome } from './outcome.ts';
import { askingNode, noInput, noMatch, slotOfNode } from './question.ts';
import { readSlot } from './read-slot.ts';
import type { Slot } from './slot.ts';

/** The vault tells at once what became of a slot that it ended; should it not, the input counts as wrong. */
const SLOT_END_MS = 1_000;

/** The first key cuts the prompt; the key itself is never lost. */
function cutPrompt(turn: Turn, state: IvrState): IvrState {
  if (state.playbackId === null) return state;
  turn.do({ kind: 'stop-play', playbackId: state.playbackId });
  turn.disarm('playback');
  return { ...state, playbackId: null };
}

export function chooseKey(turn: Turn, state: IvrState, event: EventOf<'key'>): Outcome {
  if (event.slot !== state.slot || event.digit === null) return STAY;
  const node = askingNode(turn, state);
  if (node?.kind !== 'menu') return faulty('a key for a node that asks for none');
  const target = Object.hasOwn(node.keys, event.digit) ? node.keys[event.digit] : undefined;
  return target === undefined ? noMatch(turn, state, node) : goTo(target);
}

export function collectKey(turn: Turn, state: IvrState, event: EventOf<'key'>): Outcome {
  if (event.slot !== state.slot) return STAY;
  const node = askingNode(turn, state);
  if (node?.kind !== 'collect') return faulty('not a collecting node');
  const cut = cutPrompt(turn, state);
  turn.disarm('first-digit');
  turn.arm('inter-digit', node.interDigitTimeoutMs);
  turn.become(event.digit === null ? { ...cut, length: (cut.length ?? 0) + 1 } : { ...cut, digits: cut.digits + event.digit });
  return STAY;
}

/** The vault has a whole input: by an ending key, or by its length. */
export function slotComplete(turn: Turn, state: IvrState, event: EventOf<'slot-complete'>): Outcome {
  return event.slot === state.slot ? takeInput(turn, state, event) : STAY;
}

/** A pause ends the input. The vault still holds the slot open; of hidden digits only it knows what they are. */
export function pauseEnds(turn: Turn, state: IvrState): Outcome {
  const node = askingNode(turn, state);
  const slot = node?.kind === 'collect' ? slotOfNode(turn, node) : null;
  if (slot === null || slot.slotClass === 'plain') return takeInput(turn, state, { by: null, length: state.digits.length });
  const { clientChannelId } = turn.call();
  if (clientChannelId !== null && state.slot !== null) turn.do({ kind: 'end-slot', channelId: clientChannelId, slot: state.slot });
  turn.arm('slot-end', SLOT_END_MS);
  return STAY;
}

/** From the end of the prompt runs the time for the first key. */
export function promptOver(turn: Turn, state: IvrState): Outcome {
  turn.disarm('playback');
  const node = askingNode(turn, state);
  if (node === null) return faulty('not an asking node');
  turn.become({ ...state, playbackId: null });
  if ((state.length ?? state.digits.length) === 0) turn.arm('first-digit', node.firstDigitTimeoutMs);
  return STAY;
}

export function askDeadline(turn: Turn, state: IvrState, event: EventOf<'deadline-passed'>): Outcome {
  switch (event.name) {
    case 'playback':
      return promptOver(turn, state);
    case 'first-digit':
      return noInput(turn, state);
    case 'inter-digit':
      return pauseEnds(turn, state);
    case 'slot-end':
      return takeInput(turn, state, { by: null, length: 0 });
    default:
      return STAY;
  }
}

type Input = Pick<EventOf<'slot-complete'>, 'by' | 'length' | 'exact'>;

function takeInput(turn: Turn, state: IvrState, input: Input): Outcome {
  const node = askingNode(turn, state);
  if (node?.kind !== 'collect') return faulty('digits for a node that asks for none');
  const slot = slotOfNode(turn, node);
  if (slot === null) return faulty(`there is no slot ${node.into}`);
  const exact = exactTarget(node, slot, { ...input, digits: state.digits });
  if (exact !== undefined) return goTo(exact);
  if (input.by === '*') return noMatch(turn, state, node);
  const isTaken = slot.slotClass === 'plain' ? keep(turn, node, readSlot(slot, state.digits)) : holdInput(turn, state, { slot, name: node.into, length: input.length });
  return isTaken ? goTo(node.next) : noMatch(turn, state, node);
}

/** `*` alone is back, also where it begins an amount. */
function exactTarget(node: CollectNode, slot: Slot, input: Input & { digits: string }): string | undefined {
  const keyed = slot.slotClass === 'plain' ? input.digits : input.exact;
  const name = input.by === '*' ? '*' : keyed;
  return name !== undefined && Object.hasOwn(node.exact, name) ? node.exact[name] : undefined;
}

function keep(turn: Turn, node: CollectNode, value: ReturnType<typeof readSlot>): boolean {
  if (value === null) return false;
  turn.patch({ answers: { ...turn.call().answers, [node.into]: value } });
  return true;
}

/** The digits stay in the vault; the call only knows where. */
function holdInput(turn: Turn, state: IvrState, input: { slot: Slot; name: string; length: number }): boolean {
  const { slot, name, length } = input;
  if (slot.slotClass === 'plain' || state.slot === null || length < slot.min || length > slot.max) return false;
  turn.patch({ held: { ...turn.call().held, [name]: { slot: state.slot, slotClass: slot.slotClass } } });
  return true;
}
