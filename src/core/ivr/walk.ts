/** Walking a flow: carries out what a node's work came to, through silent nodes, until the call says, asks or waits for something. */
import { sayGoodbye } from '../call/ending.ts';
import type { Turn } from '../call/turn.ts';
import { startWaiting } from '../waiting/enter.ts';
import type { FlowNode, NodeId } from './flow.ts';
import { countVisit } from './limits.ts';
import { faulty, type Outcome } from './outcome.ts';
import { flowOfCall, mainOf, nameOfNode, nodeOf, unwind } from './place.ts';
import { sayable, speakThen } from './play.ts';
import type { PromptPart } from './prompt-part.ts';
import { ask } from './question.ts';
import { quiet } from './quiet.ts';
import { sendRequest } from './request.ts';
import { isSilent, passThrough } from './silent.ts';
import { startTransfer } from './transfer.ts';
import { startMessage } from './message.ts';

/** A flow that walks through more silent nodes than this goes round in a circle. */
const MAX_SILENT_NODES = 50;
/** The pop shows the way through the menus; the oldest nodes give way, so the state stays small. */
export const maxPath = 10;
/** Faults in one step: the second one leads to a person. */
const MAX_FAULTS = 2;

/** `at`: the node whose work it is. */
export function follow(turn: Turn, at: NodeId, first: Outcome): void {
  let outcome = first;
  let here = at;
  let faults = 0;
  let quieted: unknown = null;
  for (let steps = 0; steps < MAX_SILENT_NODES; steps += 1) {
    if (outcome.kind === 'stay') return;
    if (turn.call().activity !== quieted) quiet(turn);
    quieted = turn.call().activity;
    if (outcome.kind === 'enqueue' || outcome.kind === 'goodbye') return leave(turn, outcome);
    if (outcome.kind === 'fault') {
      faults += 1;
      const to = wayOut(turn, here, outcome.reason);
      if (to === null || faults >= MAX_FAULTS) return toAnybody(turn);
      outcome = { kind: 'go', to };
    }
    here = outcome.to;
    outcome = enter(turn, here, outcome.before ?? []);
  }
  turn.fact({ kind: 'fault', where: here, reason: 'the flow goes round in silence' });
  toAnybody(turn);
}

/** No caller in silence: a node that can't be carried out leads to the flow's fault node; a fault there, to the queue. */
function wayOut(turn: Turn, where: NodeId, reason: string): NodeId | null {
  turn.fact({ kind: 'fault', where: nameOfNode(turn, where), reason });
  const main = mainOf(turn);
  const wasThere = main !== null && (turn.call().ivrPath.includes(main.onFault) || (turn.call().stack.length === 0 && where === main.onFault));
  unwind(turn);
  return main === null || wasThere ? null : main.onFault;
}

function toAnybody(turn: Turn): void {
  turn.disarm('ivr-limit');
  startWaiting(turn, { queue: 'general', enteredAt: turn.at });
}

function leave(turn: Turn, outcome: Extract<Outcome, { kind: 'enqueue' | 'goodbye' }>): void {
  turn.disarm('ivr-limit');
  if (outcome.kind === 'enqueue') return startWaiting(turn, { queue: outcome.queue, enteredAt: turn.at, node: outcome.node, priority: outcome.priority });
  const said = sayable(turn, outcome.say);
  sayGoodbye(turn, said.kind === 'clips' ? said.clips : []);
}

function enter(turn: Turn, id: NodeId, before: readonly PromptPart[]): Outcome {
  const node = nodeOf(turn, id);
  if (node === null) return faulty(flowOfCall(turn) === null ? 'the flow is not there' : 'no such node');
  const name = nameOfNode(turn, id);
  turn.fact({ kind: 'node-entered', node: name });
  if (isOfThePath(turn, id, node)) turn.patch({ ivrPath: [...turn.call().ivrPath, name].slice(-maxPath) });
  const tooOften = countVisit(turn, id, node);
  if (tooOften !== null) return tooOften;
  if (!isSilent(node)) return begin(turn, id, node, before);
  const next = passThrough(turn, id, node);
  return next.kind === 'go' && before.length > 0 ? { ...next, before } : next;
}

/** What an agent is shown of the way: where the caller heard or chose something; and the fault node, which is gone to once. */
function isOfThePath(turn: Turn, id: NodeId, node: FlowNode): boolean {
  return !isSilent(node) || node.kind === 'subflow' || id === mainOf(turn)?.onFault;
}

function begin(turn: Turn, id: NodeId, node: Exclude<FlowNode, { kind: 'branch' | 'hours' | 'language' | 'set' | 'subflow' | 'return' }>, before: readonly PromptPart[]): Outcome {
  switch (node.kind) {
    case 'say': {
      const said = speakThen(turn, { node: id, say: [...before, ...node.say], then: node.next });
      return said === 'no words' ? { kind: 'go', to: node.next } : said;
    }
    case 'menu':
    case 'collect':
      return ask(turn, { id, node, before, noInput: 0, noMatch: 0 });
    case 'lookup':
    case 'act':
    case 'callback':
      return sendRequest(turn, id, node);
    case 'enqueue':
    case 'message':
    case 'transfer': {
      const words = node.kind === 'enqueue' ? [...node.say, ...node.notice] : node.say;
      const said = speakThen(turn, { node: id, say: [...before, ...words], then: null });
      return said === 'no words' ? afterWords(turn, id, node) : said;
    }
    case 'hangup':
      return { kind: 'goodbye', say: [...before, ...node.say] };
    default:
      return node satisfies never;
  }
}

/** What a node does whose words are over. */
export function afterWords(turn: Turn, id: NodeId, node: FlowNode | null): Outcome {
  switch (node?.kind) {
    case 'enqueue':
      return { kind: 'enqueue', queue: node.queue, node: id, priority: node.priority };
    case 'message':
      return startMessage(turn, id, node);
    case 'transfer':
      return startTransfer(turn, id);
    default:
      return faulty('nowhere to go after the words');
  }
}

