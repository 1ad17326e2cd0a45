/** The call while it walks a flow. What a node does with keys and answers stands in steps.ts. */
import { clientGone, endCall } from '../call/ending.ts';
import { noteClient } from '../call/identified.ts';
import type { CallRow, EventOf } from '../call/row.ts';
import type { IvrState } from '../call/state.ts';
import type { Turn } from '../call/turn.ts';
import { commandFailed } from './failures.ts';
import { ivrTimeOver } from './limits.ts';
import { keepMessage } from './keep-message.ts';
import { nodeOf } from './place.ts';
import { resumeNode } from './resume.ts';
import { stepTable, type StepEventKind } from './steps.ts';
import { follow } from './walk.ts';

/** The cell of the step's own table. */
function step<K extends StepEventKind>(kind: K): (turn: Turn, state: IvrState, event: EventOf<K>) => void {
  return (turn, state, event) => {
    const cell = stepTable[state.step][kind];
    if (cell !== 'ignore') follow(turn, state.node, cell(turn, state, event));
  };
}
const deadline = step('deadline-passed');

/** A caller who hangs up in her message has left it; one who was handed on is not lost. */
function clientLeft(turn: Turn, state: IvrState, event: EventOf<'leg-ended'>): void {
  turn.patch({ clientChannelId: null, isClientUp: false });
  keepMessage(turn, state);
  const node = nodeOf(turn, state.node);
  if (state.step === 'transferring' && node?.kind === 'transfer') turn.fact({ kind: 'transferred', to: node.to });
  clientGone(turn, event.end);
}

export const ivrRow: CallRow<'ivr'> = {
  'call-arrived': 'ignore',
  'callback-claimed': 'ignore',
  'leg-entered': 'ignore',
  'leg-ringing': 'ignore',
  'leg-answered': 'ignore',
  'leg-ended': (turn, state, event) => {
    if (event.channelId === turn.call().clientChannelId) clientLeft(turn, state, event);
  },
  'playback-ended': step('playback-ended'),
  key: step('key'),
  'slot-complete': step('slot-complete'),
  'key-waiting': step('key-waiting'),
  'deadline-passed': (turn, state, event) => {
    if (event.name !== 'ivr-limit') return deadline(turn, state, event);
    const outcome = ivrTimeOver(turn, state);
    if (outcome !== 'later') follow(turn, state.node, outcome);
  },
  'client-identified': (turn, _state, event) => noteClient(turn, event),
  'lookup-answered': step('lookup-answered'),
  'place-told': 'ignore',
  'place-kept': 'ignore',
  'seat-offered': (turn, _state, event) => {
    turn.do({ kind: 'tell-seat', seatId: event.seatId, reservationId: event.reservationId, event: { kind: 'released' } });
  },
  'seat-refused': 'ignore',
  'attempt-noted': 'ignore',
  'command-failed': (turn, state, event) => follow(turn, state.node, commandFailed(turn, state, event)),
  resumed: (turn, state, { isReadBack = false }) => follow(turn, state.node, resumeNode(turn, state, isReadBack)),
  'hang-up-asked': (turn, state) => {
    keepMessage(turn, state);
    endCall(turn, null);
  },
  'recording-paused': 'ignore',
  'seat-asked': (turn) => turn.refuse('CALL_NOT_CONNECTED'),
  'transfer-asked': (turn) => turn.refuse('CALL_NOT_CONNECTED'),
  'monitor-asked': (turn) => turn.refuse('CALL_NOT_CONNECTED'),
  'monitor-change-asked': (turn) => turn.refuse('CALL_NOT_CONNECTED'),
  'leg-resumed': 'ignore',
  'seat-device': 'ignore',
  'seat-page': 'ignore',
};
