/** What an answer of the back office or the house means for the call, and where it leads. */
import type { LookupAnswer } from '../call/events.ts';
import type { Turn } from '../call/turn.ts';
import type { ActNode, Answers, CallbackNode, LookupNode, NodeId } from './flow.ts';
import { goTo, type Outcome } from './outcome.ts';
import { nameOfNode } from './place.ts';
import { clearKeys } from './question.ts';
import { askingOf, type RequestNode } from './request.ts';

export function takeAnswer(turn: Turn, id: NodeId, node: RequestNode, answer: LookupAnswer): Outcome {
  const { operation, into, secrets } = askingOf(node);
  const reason = answer.kind === 'failed' ? answer.reason : answer.kind === 'refused' ? answer.code : null;
  turn.fact({ kind: 'looked-up', operation, result: answer.kind, reason });
  letGo(turn, Object.values(secrets), answer, node.kind !== 'lookup');
  // What was keyed ahead was meant for another answer.
  if (answer.kind !== 'found') clearKeys(turn);
  const answers = answer.kind === 'found' || answer.kind === 'refused' ? answer.answers : undefined;
  if (answers !== undefined && into !== '') keepAnswers(turn, into, answers);
  if (answer.kind === 'found') {
    turn.patch({ misses: 0 });
    if (answer.auth !== undefined) authenticated(turn, answer.auth);
  }
  return goTo(targetOf(turn, id, node, answer));
}

function targetOf(turn: Turn, id: NodeId, node: RequestNode, answer: LookupAnswer): NodeId {
  switch (node.kind) {
    case 'lookup':
      return lookupTarget(turn, id, node, answer);
    case 'act':
      return actTarget(node, answer);
    case 'callback':
      return callbackTarget(node, answer);
    default:
      return node satisfies never;
  }
}

function lookupTarget(turn: Turn, id: NodeId, node: LookupNode, answer: LookupAnswer): NodeId {
  switch (answer.kind) {
    case 'found':
      return node.found;
    case 'not-found':
      return nothingFound(turn, id, node);
    case 'lost':
      return node.lost;
    case 'refused':
    case 'failed':
      return node.failed;
    default:
      return answer satisfies never;
  }
}

function actTarget(node: ActNode, answer: LookupAnswer): NodeId {
  switch (answer.kind) {
    case 'found':
      return node.done;
    case 'refused':
      return (Object.hasOwn(node.refused, answer.code) ? node.refused[answer.code] : undefined) ?? node.otherwise;
    case 'not-found':
      return node.otherwise;
    case 'lost':
      return node.lost;
    case 'failed':
      return node.failed;
    default:
      return answer satisfies never;
  }
}

function callbackTarget(node: CallbackNode, answer: LookupAnswer): NodeId {
  if (answer.kind === 'found') return node.booked;
  return answer.kind === 'refused' || answer.kind === 'not-found' ? node.refused : node.failed;
}

function nothingFound(turn: Turn, id: NodeId, node: LookupNode): NodeId {
  const misses = turn.call().misses + 1;
  const isOver = misses >= node.notFoundLimit.max;
  turn.patch({ misses: isOver ? 0 : misses });
  turn.fact({ kind: 'nothing-found', node: nameOfNode(turn, id), count: misses });
  return isOver ? node.notFoundLimit.then : node.notFound;
}

function keepAnswers(turn: Turn, into: string, answers: Answers): void {
  const prefix = `${into}.`;
  const others = Object.entries(turn.call().answers).filter(([path]) => !path.startsWith(prefix));
  const now = Object.entries(answers).map(([name, value]) => [prefix + name, value] as const);
  turn.patch({ answers: Object.fromEntries([...others, ...now]) });
}

/**
 * An act that is over empties the slots it took: a secret always, an account only when it was done or lost (a wrong password is
 * asked again, the account is not). What nobody empties the vault forgets by itself after a minute.
 */
function letGo(turn: Turn, names: readonly string[], answer: LookupAnswer, isAct: boolean): void {
  const { held, clientChannelId } = turn.call();
  const isOver = (isAct && answer.kind === 'found') || answer.kind === 'lost';
  const gone = names.filter((name) => held[name] !== undefined && (isOver || (isAct && held[name].slotClass === 'secret')));
  for (const name of gone) {
    const slot = held[name]?.slot;
    if (slot !== undefined && clientChannelId !== null) turn.do({ kind: 'close-slot', channelId: clientChannelId, slot });
  }
  if (gone.length > 0) turn.patch({ held: Object.fromEntries(Object.entries(held).filter(([name]) => !gone.includes(name))) });
}

function authenticated(turn: Turn, auth: NonNullable<Extract<LookupAnswer, { kind: 'found' }>['auth']>): void {
  turn.patch({ auth: { ...auth, at: turn.at } });
  turn.fact({ kind: 'authenticated', ...auth });
}
