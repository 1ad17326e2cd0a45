/**
 * A node under way.
 *
 *   saying ----(over | key, when interruptible)----> next node
 *   asking ----(key)----> its node        ----(silence)----> asked again, at last `noInput.then`
 *   collecting --(# | full | pause)--> next, exact input, or asked again
 *   looking-up --(answer | too late)--> found, notFound, failed
 */
import type { EventOf } from '../call/row.ts';
import type { IvrState } from '../call/state.ts';
import type { Turn } from '../call/turn.ts';
import type { Cell } from '../machine.ts';
import { fault, flowOfCall, play } from './enter.ts';
import { askingNode, chooseKey, cutPrompt, moveOn, noInput, takeInput } from './input.ts';
import type { AnswerValue, LookupNode } from './flow.ts';

type StepEventKind = 'playback-ended' | 'key' | 'slot-complete' | 'key-waiting' | 'deadline-passed' | 'lookup-answered';
export type StepTable = {
  readonly [S in IvrState['step']]: { readonly [K in StepEventKind]: Cell<Turn, IvrState, EventOf<K>, void> };
};

/** What is said now is over (or will never be told to be). */
function saidAll(turn: Turn, state: IvrState): void {
  turn.disarm('playback');
  if (state.then === null) return fault(turn, state.node, 'nowhere to go after the words');
  moveOn(turn, state.then);
}

/** From the end of the prompt runs the time for the first key. */
function promptOver(turn: Turn, state: IvrState): void {
  turn.disarm('playback');
  const node = askingNode(turn, state);
  if (node === null) return fault(turn, state.node, 'not an asking node');
  turn.become({ ...state, playbackId: null });
  if (state.digits === '') turn.arm('first-digit', node.firstDigitTimeoutMs);
}

function asksDeadline(turn: Turn, state: IvrState, event: EventOf<'deadline-passed'>): void {
  if (event.name === 'playback') return promptOver(turn, state);
  if (event.name === 'first-digit') return noInput(turn, state);
  if (event.name === 'inter-digit') return takeInput(turn, state, null);
}

function collectKey(turn: Turn, state: IvrState, event: EventOf<'key'>): void {
  if (event.slot !== state.slot) return;
  const node = askingNode(turn, state);
  if (node?.kind !== 'collect') return fault(turn, state.node, 'not a collecting node');
  const cut = cutPrompt(turn, state);
  turn.disarm('first-digit');
  turn.arm('inter-digit', node.interDigitTimeoutMs);
  turn.become({ ...cut, digits: cut.digits + (event.digit ?? '') });
}

function answered(turn: Turn, state: IvrState, event: EventOf<'lookup-answered'>): void {
  if (event.requestId !== state.requestId) return;
  const node = flowOfCall(turn)?.nodes[state.node];
  if (node?.kind !== 'lookup') return fault(turn, state.node, 'not a look-up');
  const { answer } = event;
  const reason = answer.kind === 'failed' ? answer.reason : null;
  turn.fact({ kind: 'looked-up', operation: node.operation, result: answer.kind, reason });
  switch (answer.kind) {
    case 'found':
      keepAnswers(turn, node, answer.answers);
      return moveOn(turn, node.found);
    case 'not-found':
      return nothingFound(turn, state, node);
    case 'lost':
      return moveOn(turn, node.lost);
    case 'refused':
    case 'failed':
      return moveOn(turn, node.failed);
    default:
      return answer satisfies never;
  }
}

function nothingFound(turn: Turn, state: IvrState, node: LookupNode): void {
  const misses = turn.call().misses + 1;
  const isOver = misses >= node.notFoundLimit.max;
  turn.patch({ misses: isOver ? 0 : misses });
  turn.fact({ kind: 'nothing-found', node: state.node, count: misses });
  moveOn(turn, isOver ? node.notFoundLimit.then : node.notFound);
}

function keepAnswers(turn: Turn, node: LookupNode, answers: Readonly<Record<string, AnswerValue>>): void {
  const prefix = `${node.into}.`;
  const others = Object.entries(turn.call().answers).filter(([path]) => !path.startsWith(prefix));
  const now = Object.entries(answers).map(([name, value]) => [prefix + name, value] as const);
  turn.patch({ answers: Object.fromEntries([...others, ...now]), misses: 0 });
}

function lookupDeadline(turn: Turn, state: IvrState, event: EventOf<'deadline-passed'>): void {
  const node = flowOfCall(turn)?.nodes[state.node];
  if (node?.kind !== 'lookup') return fault(turn, state.node, 'not a look-up');
  if (event.name === 'look-up') {
    turn.fact({ kind: 'looked-up', operation: node.operation, result: 'failed', reason: 'too late' });
    return moveOn(turn, node.failed);
  }
  if (event.name !== 'look-up-patience' || node.waitSay.length === 0) return;
  const playbackId = play(turn, state.node, node.waitSay);
  if (playbackId !== null) turn.become({ ...state, playbackId });
}

export const stepTable: StepTable = {
  saying: {
    'playback-ended': (turn, state, event) => {
      if (event.playbackId === state.playbackId) saidAll(turn, state);
    },
    key: 'ignore',
    'slot-complete': 'ignore',
    'key-waiting': (turn, state) => {
      const node = flowOfCall(turn)?.nodes[state.node];
      if (node?.kind === 'say' && node.interruptible) saidAll(turn, state);
    },
    'deadline-passed': (turn, state, event) => {
      if (event.name === 'playback') saidAll(turn, state);
    },
    'lookup-answered': 'ignore',
  },
  asking: {
    'playback-ended': (turn, state, event) => {
      if (event.playbackId === state.playbackId) promptOver(turn, state);
    },
    key: (turn, state, event) => {
      if (event.slot === state.slot && event.digit !== null) chooseKey(turn, state, event.digit);
    },
    'slot-complete': 'ignore',
    'key-waiting': 'ignore',
    'deadline-passed': asksDeadline,
    'lookup-answered': 'ignore',
  },
  collecting: {
    'playback-ended': (turn, state, event) => {
      if (event.playbackId === state.playbackId) promptOver(turn, state);
    },
    key: collectKey,
    'slot-complete': (turn, state, event) => {
      if (event.slot === state.slot) takeInput(turn, state, event.by);
    },
    'key-waiting': 'ignore',
    'deadline-passed': asksDeadline,
    'lookup-answered': 'ignore',
  },
  recording: { 'playback-ended': 'ignore', key: 'ignore', 'slot-complete': 'ignore', 'key-waiting': 'ignore', 'deadline-passed': 'ignore', 'lookup-answered': 'ignore' },
  transferring: { 'playback-ended': 'ignore', key: 'ignore', 'slot-complete': 'ignore', 'key-waiting': 'ignore', 'deadline-passed': 'ignore', 'lookup-answered': 'ignore' },
  'looking-up': {
    'playback-ended': (turn, state, event) => {
      if (event.playbackId === state.playbackId) turn.become({ ...state, playbackId: null });
    },
    key: 'ignore',
    'slot-complete': 'ignore',
    'key-waiting': 'ignore',
    'deadline-passed': lookupDeadline,
    'lookup-answered': answered,
  },
};
