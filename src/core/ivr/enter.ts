/** Entering a node: what is said, which slot opens, what is looked up. Nodes without sound (hours, branch) are walked through. */
import { sayGoodbye } from '../call/ending.ts';
import type { Turn } from '../call/turn.ts';
import { startWaiting } from '../waiting/enter.ts';
import { valuesOf } from './built-in.ts';
import type { CollectNode, Flow, FlowNode, LookupNode, MenuNode, NodeId } from './flow.ts';
import type { PromptPart } from './prompt-part.ts';
import type { SlotSpec } from '../call/commands.ts';
import type { Said } from '../call/world.ts';
import type { IvrState } from '../call/state.ts';

/** A flow that walks through more silent nodes than this goes round in a circle. */
const MAX_SILENT_NODES = 50;
/** The pop shows the way through the menus; the oldest nodes give way, so the state stays small. */
const MAX_PATH = 20;

const IDLE: Omit<IvrState, 'node'> = {
  phase: 'ivr',
  step: 'saying',
  playbackId: null,
  slot: null,
  digits: '',
  noInput: 0,
  noMatch: 0,
  requestId: null,
  then: null,
};

/** The flow of the dialled number, from its entry. Without a flow the caller goes to the general queue: never silence. */
export function startIvr(turn: Turn): void {
  const found = turn.world.flowOf(turn.call().dnis);
  if (found === null) {
    turn.fact({ kind: 'fault', where: 'flow', reason: 'no flow for the dialled number' });
    return startWaiting(turn, { queue: 'general', enteredAt: turn.at });
  }
  const { flow, release } = found;
  turn.patch({ flowId: flow.id, flowVersion: release, language: flow.languages[0] });
  turn.fact({ kind: 'flow-entered', flowId: flow.id, flowVersion: release });
  enterNode(turn, flow.entry);
}

export function flowOfCall(turn: Turn): Flow | null {
  const { flowId, flowVersion } = turn.call();
  return flowId === null ? null : turn.world.flow(flowId, flowVersion);
}

/** Goes to a node. `before` is said ahead of the node's own words (a retry, a welcome back). */
export function enterNode(turn: Turn, to: NodeId, before: readonly PromptPart[] = []): void {
  const flow = flowOfCall(turn);
  let target = to;
  for (let silent = 0; silent < MAX_SILENT_NODES; silent += 1) {
    const node = flow?.nodes[target];
    if (flow === null || node === undefined) return fault(turn, target, 'no such node');
    turn.fact({ kind: 'node-entered', node: target });
    turn.patch({ ivrPath: [...turn.call().ivrPath, target].slice(-MAX_PATH) });
    const next = silentNext(turn, node);
    if (next === null) return enterHeard(turn, target, node, before);
    target = next;
  }
  fault(turn, target, 'the flow goes round in silence');
}

function silentNext(turn: Turn, node: FlowNode): NodeId | null {
  if (node.kind === 'branch') {
    const value = valuesOf(turn.call())[node.on];
    const isCase = typeof value === 'string' || typeof value === 'number';
    return (isCase ? node.cases[String(value)] : undefined) ?? node.otherwise;
  }
  if (node.kind === 'hours') {
    const isOpen = turn.world.isOpen(node.calendar, turn.businessAt);
    if (isOpen === null) turn.fact({ kind: 'fault', where: `calendar ${node.calendar}`, reason: 'no answer for this day' });
    return isOpen === false ? node.closed : node.open;
  }
  return null;
}

function enterHeard(turn: Turn, id: NodeId, node: FlowNode, before: readonly PromptPart[]): void {
  switch (node.kind) {
    case 'say':
      return saySaying(turn, { id, say: [...before, ...node.say], then: node.next });
    case 'menu':
    case 'collect':
      return ask(turn, { id, node, before, noInput: 0, noMatch: 0 });
    case 'lookup':
      return lookUp(turn, id, node);
    case 'enqueue':
      return startWaiting(turn, { queue: node.queue, enteredAt: turn.at });
    case 'hangup': {
      const said = say(turn, node.say);
      return sayGoodbye(turn, said.kind === 'clips' ? said.clips : []);
    }
    case 'language':
    case 'set':
    case 'act':
    case 'callback':
    case 'message':
    case 'transfer':
    case 'subflow':
    case 'return':
      return fault(turn, id, `${node.kind} is not carried out yet`);
    case 'hours':
    case 'branch':
      return fault(turn, id, 'a silent node was not walked through');
    default:
      return node satisfies never;
  }
}

function saySaying(turn: Turn, words: { id: NodeId; say: readonly PromptPart[]; then: NodeId }): void {
  const playbackId = play(turn, words.id, words.say);
  if (playbackId !== null) turn.become({ ...IDLE, node: words.id, playbackId, then: words.then });
}

export interface Question {
  readonly id: NodeId;
  readonly node: MenuNode | CollectNode;
  readonly before: readonly PromptPart[];
  readonly noInput: number;
  readonly noMatch: number;
}

/** Asks: the slot opens first, so a key typed ahead is there at once and the prompt may not even begin. */
export function ask(turn: Turn, question: Question): void {
  const channelId = turn.call().clientChannelId;
  if (channelId === null) return;
  const { id, node } = question;
  const slot = turn.mint('s');
  const isMenu = node.kind === 'menu';
  const kind = isMenu ? undefined : flowOfCall(turn)?.slots[node.into];
  if (!isMenu && kind === undefined) return fault(turn, id, 'no such slot');
  const spec: SlotSpec = kind === undefined
    ? { slot, maxDigits: 1, terminators: '', slotClass: 'plain' }
    : { slot, maxDigits: kind.max, terminators: '#*', slotClass: kind.slotClass };
  turn.do({ kind: 'open-slot', channelId, spec });
  const playbackId = play(turn, id, [...question.before, ...node.say]);
  if (playbackId === null) return;
  const { noInput, noMatch } = question;
  turn.become({ ...IDLE, node: id, step: isMenu ? 'asking' : 'collecting', playbackId, slot, noInput, noMatch });
}

function lookUp(turn: Turn, id: NodeId, node: LookupNode): void {
  const channelId = turn.call().clientChannelId;
  if (channelId === null) return;
  const requestId = turn.mint('r');
  const args: Record<string, string> = {};
  for (const [name, from] of Object.entries(node.args)) {
    const value = from.startsWith('=') ? from.slice(1) : turn.call().answers[from];
    if (typeof value !== 'string' && typeof value !== 'number') return fault(turn, id, `no answer for ${name}`);
    args[name] = String(value);
  }
  turn.do({ kind: 'look-up', requestId, operation: node.operation, args, held: {}, channelId, timeoutMs: node.timeoutMs, isAct: false });
  turn.arm('look-up', node.timeoutMs);
  turn.arm('look-up-patience', turn.world.limits.lookupPatienceMs);
  turn.become({ ...IDLE, node: id, step: 'looking-up', requestId });
}

function say(turn: Turn, parts: readonly PromptPart[]): Said {
  return turn.world.say(parts, { answers: valuesOf(turn.call()), language: turn.call().language, businessAt: turn.businessAt });
}

/** Plays the words; null when they cannot be said: the call is then already on its way to the flow's `onFault`. */
export function play(turn: Turn, id: NodeId, parts: readonly PromptPart[]): string | null {
  const { clientChannelId, language } = turn.call();
  if (clientChannelId === null) return null;
  const said = say(turn, parts);
  if (said.kind === 'unsayable') {
    fault(turn, id, said.reason);
    return null;
  }
  const playbackId = turn.mint('p');
  turn.do({ kind: 'play', channelId: clientChannelId, playbackId, language, clips: said.clips });
  turn.arm('playback', turn.world.durationMs(said.clips, language) + turn.world.limits.playbackGraceMs);
  return playbackId;
}

/** No caller in silence: a node that can't be carried out leads to the flow's fault node; a fault there, to the queue. */
export function fault(turn: Turn, where: NodeId, reason: string): void {
  turn.fact({ kind: 'fault', where, reason });
  quiet(turn);
  const flow = flowOfCall(turn);
  const onFault = flow?.main?.onFault;
  const isSecond = turn.call().ivrPath.includes(onFault ?? '');
  if (onFault === undefined || isSecond || where === onFault) return startWaiting(turn, { queue: 'general', enteredAt: turn.at });
  enterNode(turn, onFault);
}

/** Stops what the node began: sound, slot, deadlines. */
export function quiet(turn: Turn): void {
  const { activity, clientChannelId } = turn.call();
  if (activity.phase !== 'ivr') return;
  if (activity.playbackId !== null) turn.do({ kind: 'stop-play', playbackId: activity.playbackId });
  if (activity.slot !== null && clientChannelId !== null) turn.do({ kind: 'close-slot', channelId: clientChannelId, slot: activity.slot });
  for (const name of ['playback', 'first-digit', 'inter-digit', 'look-up', 'look-up-patience']) turn.disarm(name);
}
