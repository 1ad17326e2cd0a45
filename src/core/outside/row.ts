/**
 * Client and a number outside.
 *
 *   dialling (she hears music) --answered--> talking --either leaves--> the other's leg ends, the recording is sealed
 *      |--not reached--> back into the queue, at the old place
 */
import { clientGone, endCall, sayGoodbye } from '../call/ending.ts';
import type { CallRow } from '../call/row.ts';
import type { OutsideState } from '../call/state.ts';
import type { Turn } from '../call/turn.ts';
import { startAfterTalk } from '../ivr/enter.ts';
import { startWaiting } from '../waiting/enter.ts';
import { holdClips } from '../waiting/words.ts';

/** Bridge, recording and the outside leg are given back; the client's leg is left alone. */
export function endOutside(turn: Turn, state: OutsideState): void {
  const { clientChannelId } = turn.call();
  turn.disarm('outside-ring');
  if (state.playbackId !== null) turn.do({ kind: 'stop-play', playbackId: state.playbackId });
  if (state.bridgeId !== null) turn.do({ kind: 'destroy-bridge', bridgeId: state.bridgeId });
  if (state.isRecorded) {
    if (clientChannelId !== null) turn.do({ kind: 'stop-recording', channelId: clientChannelId, recordingId: state.recordingId });
    turn.do({ kind: 'seal-recording', recordingId: state.recordingId });
  }
  turn.do({ kind: 'hang-up-leg', channelId: state.channelId, reason: 'normal' });
  turn.fact({ kind: 'outside-ended', name: state.name, talkMs: state.connectedAt === null ? 0 : turn.at - state.connectedAt });
}

/** Nobody is left in silence: the queue she came from has her again. */
function notReached(turn: Turn, state: OutsideState, reason: string): void {
  turn.fact({ kind: 'fault', where: `outside ${state.name}`, reason });
  endOutside(turn, state);
  startWaiting(turn, { queue: state.queue, enteredAt: state.enteredAt });
}

function answered(turn: Turn, state: OutsideState): void {
  const { clientChannelId } = turn.call();
  if (clientChannelId === null || state.bridgeId === null) return;
  turn.disarm('outside-ring');
  if (state.playbackId !== null) turn.do({ kind: 'stop-play', playbackId: state.playbackId });
  turn.do({ kind: 'add-to-bridge', bridgeId: state.bridgeId, channelIds: [clientChannelId, state.channelId] });
  turn.fact({ kind: 'outside-answered', name: state.name });
  turn.become({ ...state, step: 'talking', playbackId: null, connectedAt: turn.at });
}

function music(turn: Turn, state: OutsideState): void {
  const { clientChannelId, language } = turn.call();
  if (clientChannelId === null || state.step !== 'dialling') return;
  const playbackId = turn.mint('p');
  turn.do({ kind: 'play', channelId: clientChannelId, playbackId, language, clips: holdClips(turn) });
  turn.become({ ...state, playbackId });
}

export const outsideRow: CallRow<'outside'> = {
  'call-arrived': 'ignore',
  'callback-claimed': 'ignore',
  'leg-entered': 'ignore',
  'leg-ringing': 'ignore',
  'leg-answered': (turn, state, event) => {
    if (event.channelId === state.channelId && state.step === 'dialling') answered(turn, state);
  },
  'leg-ended': (turn, state, event) => {
    if (event.channelId === turn.call().clientChannelId) {
      turn.patch({ clientChannelId: null, isClientUp: false });
      endOutside(turn, state);
      return clientGone(turn, event.end);
    }
    if (event.channelId !== state.channelId) return;
    if (state.step === 'dialling') return notReached(turn, state, `cause ${event.end.cause ?? 'unknown'}`);
    endOutside(turn, state);
    if (!startAfterTalk(turn)) sayGoodbye(turn, ['goodbye']);
  },
  'playback-ended': (turn, state, event) => {
    if (event.playbackId === state.playbackId && event.outcome === 'done') music(turn, state);
  },
  key: 'ignore',
  'slot-complete': 'ignore',
  'key-waiting': 'ignore',
  'deadline-passed': (turn, state, event) => {
    if (event.name === 'outside-ring' && state.step === 'dialling') notReached(turn, state, 'not answered');
  },
  'client-identified': 'ignore',
  'lookup-answered': 'ignore',
  'place-told': 'ignore',
  'place-kept': 'ignore',
  'seat-offered': (turn, _state, event) => {
    turn.do({ kind: 'tell-seat', seatId: event.seatId, reservationId: event.reservationId, event: { kind: 'released' } });
  },
  'seat-refused': 'ignore',
  'attempt-noted': 'ignore',
  'command-failed': (turn, state, event) => {
    const isBirth = event.command === 'create-outside-leg' || event.command === 'dial-leg';
    if (state.step === 'dialling' && isBirth && event.subject === state.channelId) return notReached(turn, state, event.reason);
    const isBridge = (event.command === 'add-to-bridge' || event.command === 'create-bridge') && event.subject === state.bridgeId;
    if (state.step === 'talking' && isBridge) return notReached(turn, state, event.reason);
  },
  'recording-paused': 'ignore',
  resumed: (turn, state, event) => {
    turn.fact({ kind: 'resumed' });
    const { clientChannelId } = turn.call();
    if (clientChannelId === null || state.bridgeId === null) return;
    if (state.step === 'dialling') {
      if (state.playbackId !== null && event.playbacks.includes(state.playbackId)) return;
      if (state.playbackId !== null) turn.do({ kind: 'stop-play', playbackId: state.playbackId });
      return music(turn, state);
    }
    const legs = [clientChannelId, state.channelId];
    if (legs.every((leg) => event.bridged.includes(leg))) return;
    turn.do({ kind: 'create-bridge', bridgeId: state.bridgeId });
    turn.do({ kind: 'add-to-bridge', bridgeId: state.bridgeId, channelIds: legs });
  },
  'hang-up-asked': (turn, state) => {
    endOutside(turn, state);
    endCall(turn, null);
  },
  'seat-asked': (turn) => turn.refuse('CALL_NOT_YOURS'),
  'transfer-asked': (turn) => turn.refuse('CALL_NOT_YOURS'),
  'monitor-asked': (turn) => turn.refuse('CALL_NOT_CONNECTED'),
  'monitor-change-asked': (turn) => turn.refuse('CALL_NOT_CONNECTED'),
  'leg-resumed': 'ignore',
  'seat-device': 'ignore',
  'seat-page': 'ignore',
};
