/**
 * Last words.
 *
 *   after --(playback ended | deadline)--> hang up --> ended
 */
import { clientGone, endCall } from './ending.ts';
import type { CallRow } from './row.ts';

export const afterRow: CallRow<'after'> = {
  'call-arrived': 'ignore',
  'callback-claimed': 'ignore',
  'leg-entered': 'ignore',
  'leg-ringing': 'ignore',
  'leg-answered': 'ignore',
  'leg-ended': (turn, _state, event) => {
    if (event.channelId === turn.call().clientChannelId) clientGone(turn, event.end);
  },
  'playback-ended': (turn, state, event) => {
    if (event.playbackId === state.playbackId) endCall(turn, null);
  },
  key: 'ignore',
  'slot-complete': 'ignore',
  'key-waiting': 'ignore',
  'deadline-passed': (turn) => endCall(turn, null),
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
    if (event.command === 'play' && event.subject === state.playbackId) endCall(turn, null);
  },
  /** Words that should be over by now, and are. Those begun a moment ago (the agent left while we were away) are heard to their end. */
  resumed: (turn, state, event) => {
    const isHeard = state.playbackId !== null && event.playbacks.includes(state.playbackId);
    const dueAt = turn.call().deadlines.find((deadline) => deadline.name === 'last-words')?.dueAt ?? turn.at;
    if (!isHeard && dueAt - turn.at <= turn.world.limits.playbackGraceMs) endCall(turn, null);
  },
  'recording-paused': 'ignore',
  'hang-up-asked': (turn) => endCall(turn, null),
  'seat-asked': (turn) => turn.refuse('CALL_OVER'),
  'transfer-asked': (turn) => turn.refuse('CALL_OVER'),
  'monitor-asked': (turn) => turn.refuse('CALL_OVER'),
  'monitor-change-asked': (turn) => turn.refuse('CALL_OVER'),
  'leg-resumed': 'ignore',
  'seat-device': 'ignore',
  'seat-page': 'ignore',
};
