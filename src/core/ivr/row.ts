/** The call while it walks a flow. What a node does with keys and answers stands in steps.ts. */
import { clientGone, endCall } from '../call/ending.ts';
import type { CallRow } from '../call/row.ts';
import { enterNode, fault, flowOfCall, quiet } from './enter.ts';
import { stepTable } from './steps.ts';

export const ivrRow: CallRow<'ivr'> = {
  'call-arrived': 'ignore',
  'callback-claimed': 'ignore',
  'leg-entered': 'ignore',
  'leg-ringing': 'ignore',
  'leg-answered': 'ignore',
  'leg-ended': (turn, _state, event) => {
    if (event.channelId === turn.call().clientChannelId) clientGone(turn, event.end);
  },
  'playback-ended': (turn, state, event) => {
    const cell = stepTable[state.step]['playback-ended'];
    if (cell !== 'ignore') cell(turn, state, event);
  },
  key: (turn, state, event) => {
    const cell = stepTable[state.step].key;
    if (cell !== 'ignore') cell(turn, state, event);
  },
  'slot-complete': (turn, state, event) => {
    const cell = stepTable[state.step]['slot-complete'];
    if (cell !== 'ignore') cell(turn, state, event);
  },
  'key-waiting': (turn, state, event) => {
    const cell = stepTable[state.step]['key-waiting'];
    if (cell !== 'ignore') cell(turn, state, event);
  },
  'deadline-passed': (turn, state, event) => {
    const cell = stepTable[state.step]['deadline-passed'];
    if (cell !== 'ignore') cell(turn, state, event);
  },
  'client-identified': (turn, _state, event) => {
    turn.patch({ clientMatches: event.matches });
    turn.fact({ kind: 'client-identified', matches: event.matches });
  },
  'lookup-answered': (turn, state, event) => {
    const cell = stepTable[state.step]['lookup-answered'];
    if (cell !== 'ignore') cell(turn, state, event);
  },
  'place-told': 'ignore',
  'seat-offered': (turn, _state, event) => {
    turn.do({ kind: 'tell-seat', seatId: event.seatId, reservationId: event.reservationId, event: { kind: 'released' } });
  },
  'attempt-noted': 'ignore',
  'command-failed': (turn, state, event) => {
    if (event.command === 'play' && event.subject === state.playbackId) fault(turn, state.node, `playback ${event.reason}`);
    if (event.command === 'answer-leg' && event.reason !== 'gone') endCall(turn, null);
  },
  /** The node's prompt is heard again; keys typed before the break are gone with the vault. */
  resumed: (turn, state) => {
    turn.fact({ kind: 'resumed' });
    quiet(turn);
    enterNode(turn, state.node, flowOfCall(turn)?.resumeSay ?? []);
  },
  'hang-up-asked': (turn) => endCall(turn, null),
  'seat-asked': (turn) => turn.refuse('CALL_NOT_CONNECTED'),
  'seat-device': 'ignore',
  'seat-page': 'ignore',
};
