/**
 * The first event makes the call what it is.
 *
 *   arriving --call-arrived--> ivr (entry node of the dialled number's flow)
 *   arriving --callback-claimed--> waiting (for a lawful seat; the client's phone is dialled when the agent is there)
 */
import { startIvr } from '../ivr/enter.ts';
import { startWaiting } from '../waiting/enter.ts';
import type { CallRow } from './row.ts';

export const arrivingRow: CallRow<'arriving'> = {
  'call-arrived': (turn, _state, event) => {
    turn.fact({ kind: 'call-arrived', direction: 'inbound', numberToken: event.numberToken, dnis: event.dnis });
    turn.patch({ clientChannelId: event.channelId, isClientUp: true, numberToken: event.numberToken, dnis: event.dnis, ...(event.isEmergency === true ? { isEmergency: true } : {}) });
    turn.do({ kind: 'watch-leg', channelId: event.channelId });
    if (!event.isUp) turn.do({ kind: 'answer-leg', channelId: event.channelId });
    if (event.numberToken !== null) turn.do({ kind: 'identify-client', numberToken: event.numberToken });
    turn.arm('call-limit', turn.world.limits.maxCallMs);
    startIvr(turn);
  },
  'callback-claimed': (turn, _state, event) => {
    turn.fact({ kind: 'call-arrived', direction: 'outbound', numberToken: event.numberToken, dnis: event.callerDnis });
    const { caseId, attemptId, clientId, excludeSeries } = event;
    turn.patch({
      direction: 'outbound',
      numberToken: event.numberToken,
      dnis: event.callerDnis,
      clientMatches: [clientId],
      callback: { caseId, attemptId, clientId, excludeSeries },
    });
    turn.arm('call-limit', turn.world.limits.maxCallMs);
    const { queue, kept } = event;
    startWaiting(turn, kept === undefined ? { queue, enteredAt: turn.at } : { queue, ...kept, maxWaitMs: turn.world.limits.maxKeptMs });
  },
  'leg-entered': 'ignore',
  'leg-ringing': 'ignore',
  'leg-answered': 'ignore',
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
  'seat-offered': 'ignore',
  'seat-refused': 'ignore',
  'attempt-noted': 'ignore',
  'command-failed': 'ignore',
  resumed: 'ignore',
  'recording-paused': 'ignore',
  'hang-up-asked': 'ignore',
  'seat-asked': (turn) => turn.refuse('CALL_NOT_CONNECTED'),
  'transfer-asked': (turn) => turn.refuse('CALL_NOT_CONNECTED'),
  'monitor-asked': (turn) => turn.refuse('CALL_NOT_CONNECTED'),
  'monitor-change-asked': (turn) => turn.refuse('CALL_NOT_CONNECTED'),
  'leg-resumed': 'ignore',
  'seat-device': 'ignore',
  'seat-page': 'ignore',
};
