/** Asking the back office or the house: `lookup` reads, `act` changes or checks, `callback` is an act of the house. */
import type { IvrState } from '../call/state.ts';
import type { Turn } from '../call/turn.ts';
import { textOf, valueFrom } from './arguments.ts';
import { valuesOf } from './built-in.ts';
import type { ActNode, Asking, CallbackNode, FlowNode, LookupNode, NodeId } from './flow.ts';
import { faulty, goTo, STAY, type Outcome } from './outcome.ts';
import { freshStep, play } from './play.ts';

export type RequestNode = LookupNode | ActNode | CallbackNode;

export function isRequest(node: FlowNode | null): node is RequestNode {
  return node?.kind === 'lookup' || node?.kind === 'act' || node?.kind === 'callback';
}

/** The callback node is an act with an operation of its own. */
export function askingOf(node: RequestNode): Asking {
  if (node.kind !== 'callback') return node;
  const { into, timeoutMs, waitSay, failed } = node;
  return { operation: 'book-callback', args: { case: `=${node.case}`, slot: node.slot }, secrets: {}, into, timeoutMs, waitSay, failed };
}

/** `again`: the id of an act that was under way when our server died; with it the act is not done twice. */
export function sendRequest(turn: Turn, id: NodeId, node: RequestNode, again: string | null = null): Outcome {
  const channelId = turn.call().clientChannelId;
  if (channelId === null) return STAY;
  const asking = askingOf(node);
  const args = argsOf(turn, asking);
  if (typeof args === 'string') return faulty(`no answer for ${args}`);
  const held = heldOf(turn, asking);
  if (held === null) return goTo(node.kind === 'callback' ? node.failed : node.lost);
  const requestId = again ?? turn.mint('r');
  const { operation, timeoutMs } = asking;
  turn.do({ kind: 'look-up', requestId, operation, args, held, channelId, timeoutMs, isAct: node.kind !== 'lookup' });
  turn.arm('look-up', timeoutMs);
  turn.arm('look-up-patience', turn.world.limits.lookupPatienceMs);
  turn.become({ ...freshStep, node: id, step: 'looking-up', requestId });
  return STAY;
}

function argsOf(turn: Turn, { args }: Asking): Record<string, string> | string {
  const values = valuesOf(turn.call());
  const texts: Record<string, string> = {};
  for (const [name, from] of Object.entries(args)) {
    const value = valueFrom(values, from);
    if (value === undefined) return name;
    texts[name] = textOf(value);
  }
  return texts;
}

/** argument -> vault slot; null: one of them was never keyed, or is forgotten. */
function heldOf(turn: Turn, { secrets }: Asking): Record<string, string> | null {
  const slots: Record<string, string> = {};
  for (const [name, of] of Object.entries(secrets)) {
    const held = turn.call().held[of];
    if (held === undefined) return null;
    slots[name] = held.slot;
  }
  return slots;
}

/** No caller in silence: words for who waits longer than a moment. Words that cannot be said are no reason to lose the answer. */
export function sayWait(turn: Turn, state: IvrState, node: RequestNode): Outcome {
  if (node.waitSay.length === 0) return STAY;
  const played = play(turn, node.waitSay);
  if ('unsayable' in played) turn.fact({ kind: 'fault', where: state.node, reason: played.unsayable });
  else turn.become({ ...state, playbackId: played.playbackId });
  return STAY;
}
