/** The call is over; late offers are given back, everything else is read and put aside. */
import type { CallRow } from './row.ts';

export const endedRow: CallRow<'ended'> = {
  'call-arrived': 'ignore',
  'callback-claimed': 'ignore',
  'leg-entered': (turn, _state, event) => turn.do({ kind: 'hang-up-leg', channelId: event.channelId, reason: 'normal' }),
  'leg-ringing': 'ignore',
  'leg-answered': (turn, _state, event) => turn.do({ kind: 'hang-up-leg', channelId: event.channelId, reason: 'normal' }),
  'leg-ended': 'ignore',
  'playback-ended': 'ignore',
  key: 'ignore',
  'slot-complete': 'ignore',
  'key-waiting': 'ignore',
  'deadline-passed': 'ignore',
  'client-identified': 'ignore',
  'lookup-answered': 'ignore',
  'place-told': 'ignore',
  'place-kept': 'ignore',
  'seat-offered': (turn, _state, event) => {
    turn.do({ kind: 'tell-seat', seatId: event.seatId, reservationId: event.reservationId, event: { kind: 'released' } });
  },
  'seat-refused': 'ignore',
  'attempt-noted': 'ignore',
  'command-failed': 'ignore',
  resumed: 'ignore',
  'recording-paused': 'ignore',
  'hang-up-asked': (turn) => turn.refuse('CALL_OVER'),
  'seat-asked': (turn) => turn.refuse('CALL_OVER'),
  'transfer-asked': (turn) => turn.refuse('CALL_OVER'),
  'monitor-asked': (turn) => turn.refuse('CALL_OVER'),
  'monitor-change-asked': (turn) => turn.refuse('CALL_OVER'),
  'leg-resumed': 'ignore',
  'seat-device': 'ignore',
  'seat-page': 'ignore',
};
