/**
 * A node under way.
 *
 *   saying -------(over | key, when interruptible)----> next node, queue, message, transfer
 *   asking -------(key)----> its node        ----(silence)----> asked again, at last `noInput.then`
 *   collecting ---(# | full | pause)--> next, exact input, or asked again
 *   looking-up ---(answer | too late)--> found, done, refused, failed, lost
 *   recording ----(# | longest time | hang-up)--> filed, next
 *   transferring -(gone)--> the dialplan has the caller
 */
import type { EventOf } from '../call/row.ts';
import type { IvrState } from '../call/state.ts';
import type { Turn } from '../call/turn.ts';
import type { Cell } from '../machine.ts';
import { takeAnswer } from './answer.ts';
import { askDeadline, chooseKey, collectKey, promptOver, slotComplete } from './input.ts';
import { endMessage } from './message.ts';
import { faulty, goTo, STAY, type Outcome } from './outcome.ts';
import { nodeOf } from './place.ts';
import { isRequest, sayWait } from './request.ts';
import { transferFailed } from './transfer.ts';
import { afterWords } from './walk.ts';

export type StepEventKind = 'playback-ended' | 'key' | 'slot-complete' | 'key-waiting' | 'deadline-passed' | 'lookup-answered';
export type StepTable = {
  readonly [S in IvrState['step']]: { readonly [K in StepEventKind]: Cell<Turn, IvrState, EventOf<K>, Outcome> };
};

/** What is said now is over (or will never be told to be). */
function saidAll(turn: Turn, state: IvrState): Outcome {
  turn.disarm('playback');
  return state.then === null ? afterWords(turn, state.node, nodeOf(turn, state.node)) : goTo(state.then);
}

function isOwn(state: IvrState, event: EventOf<'playback-ended'>): boolean {
  return event.playbackId === state.playbackId;
}

/** A key typed into words that may be cut; it waits in the vault for the next question. */
function cutWords(turn: Turn, state: IvrState): Outcome {
  const node = nodeOf(turn, state.node);
  const mayCut = (node?.kind === 'say' && node.interruptible) || node?.kind === 'message';
  if (!mayCut) return STAY;
  if (node.kind === 'message' && state.playbackId !== null) turn.do({ kind: 'stop-play', playbackId: state.playbackId });
  return saidAll(turn, state);
}

/** Words that go with a step and lead nowhere by their end. */
function besideOver(turn: Turn, state: IvrState, event: EventOf<'playback-ended'>): Outcome {
  if (isOwn(state, event)) turn.become({ ...state, playbackId: null });
  return STAY;
}

function answered(turn: Turn, state: IvrState, event: EventOf<'lookup-answered'>): Outcome {
  if (event.requestId !== state.requestId) return STAY;
  const node = nodeOf(turn, state.node);
  return isRequest(node) ? takeAnswer(turn, state.node, node, event.answer) : faulty('not a request');
}

function requestDeadline(turn: Turn, state: IvrState, event: EventOf<'deadline-passed'>): Outcome {
  const node = nodeOf(turn, state.node);
  if (!isRequest(node)) return faulty('not a request');
  if (event.name === 'look-up') return takeAnswer(turn, state.node, node, { kind: 'failed', reason: 'too late' });
  return event.name === 'look-up-patience' ? sayWait(turn, state, node) : STAY;
}

export const stepTable: StepTable = {
  saying: {
    'playback-ended': (turn, state, event) => (isOwn(state, event) ? saidAll(turn, state) : STAY),
    key: 'ignore',
    'slot-complete': 'ignore',
    'key-waiting': cutWords,
    'deadline-passed': (turn, state, event) => (event.name === 'playback' ? saidAll(turn, state) : STAY),
    'lookup-answered': 'ignore',
  },
  asking: {
    'playback-ended': (turn, state, event) => (isOwn(state, event) ? promptOver(turn, state) : STAY),
    key: chooseKey,
    'slot-complete': 'ignore',
    'key-waiting': 'ignore',
    'deadline-passed': askDeadline,
    'lookup-answered': 'ignore',
  },
  collecting: {
    'playback-ended': (turn, state, event) => (isOwn(state, event) ? promptOver(turn, state) : STAY),
    key: collectKey,
    'slot-complete': slotComplete,
    'key-waiting': 'ignore',
    'deadline-passed': askDeadline,
    'lookup-answered': 'ignore',
  },
  'looking-up': {
    'playback-ended': besideOver,
    key: 'ignore',
    'slot-complete': 'ignore',
    'key-waiting': 'ignore',
    'deadline-passed': requestDeadline,
    'lookup-answered': answered,
  },
  recording: {
    'playback-ended': besideOver,
    key: 'ignore',
    'slot-complete': (turn, state, event) => (event.slot === state.slot ? endMessage(turn, state, event.by) : STAY),
    'key-waiting': 'ignore',
    'deadline-passed': (turn, state, event) => (event.name === 'message' ? endMessage(turn, state) : STAY),
    'lookup-answered': 'ignore',
  },
  transferring: {
    'playback-ended': 'ignore',
    key: 'ignore',
    'slot-complete': 'ignore',
    'key-waiting': 'ignore',
    'deadline-passed': (turn, state, event) => (event.name === 'transfer' ? transferFailed(turn, state, 'nobody told that it was done') : STAY),
    'lookup-answered': 'ignore',
  },
};
