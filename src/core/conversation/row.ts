/**
 * Caller and agent, or agent and the client who is called back.
 *
 *   announcing ----(both heard the agent's number)----> connected
 *   noting-attempt --(ledger has it)--> dialling --(client answers)--> connected
 *   connected: client leaves --> ended        agent leaves --> last words
 *   connected: the agent holds, mutes (ask.ts), has the client key a PIN (check.ts); her page goes away and comes back (away.ts)
 *   a supervisor listens, whispers, barges in, takes over (monitor.ts)
 *   a third party is asked in (parties.ts, transfer.ts): consult, conference, hand over
 *   agent's device lost --> waiting again, at the old place
 */
import { endCall } from '../call/ending.ts';
import { noteClient } from '../call/identified.ts';
import type { CallRow } from '../call/row.ts';
import { clientAnswered, connect, dialClient } from './connect.ts';
import { answerSeat } from './ask.ts';
import { deviceNews, newPage, pageAnswered, pageGone, ringFailed, ringPage } from './away.ts';
import { checkAnswered, checkCommandFailed, checkDeadline, checkKey, checkKeyed, promptOver, recordingPaused } from './check.ts';
import { resumeAgain, resumeFailed } from './check-end.ts';
import { endTalk } from './end-talk.ts';
import { clientLeft, isPageLost, seatLeft } from './end.ts';
import { guestAnswered, guestCommandFailed, guestLegEnded, guestPlayOver, guestRefused, guestReserved, guestTimedOut } from './guest.ts';
import { musicEnded, musicFailed } from './music.ts';
import { monitorAnswered, monitorAsked, monitorChangeAsked, monitorRefused, monitorReserved, monitorTimedOut } from './monitor.ts';
import { earAgain } from './monitor-ear.ts';
import { monitorCommandFailed, monitorLegEnded } from './monitor-legs.ts';
import { ringingMonitor } from './monitor-of.ts';
import { ringingGuest } from './parties.ts';
import { legResumed, phoneLegEnded } from './phone-talk.ts';
import { bridgeAgain, isBridgeFault } from './rebridge.ts';
import { resumeConversation } from './resume.ts';
import { transferAsked } from './transfer.ts';

/** Q.850 21. */
const CALL_REJECTED = 21;

export const conversationRow: CallRow<'conversation'> = {
  'call-arrived': 'ignore',
  'callback-claimed': 'ignore',
  'leg-entered': 'ignore',
  'leg-ringing': 'ignore',
  'leg-answered': (turn, state, event) => {
    if (state.away?.leg === 'ringing' && event.channelId === state.offer.channelId) {
      pageAnswered(turn, state, state.away);
      return earAgain(turn);
    }
    if (state.step === 'dialling' && event.channelId === turn.call().clientChannelId) return clientAnswered(turn, state);
    const monitor = ringingMonitor(state);
    if (monitor !== null && event.channelId === monitor.leg.channelId) return monitorAnswered(turn, state, monitor);
    const guest = ringingGuest(state);
    if (guest !== null && event.channelId === guest.leg.channelId) guestAnswered(turn, state, guest);
  },
  'leg-ended': (turn, state, event) => {
    if (event.channelId === turn.call().clientChannelId) return clientLeft(turn, state, event.end);
    if (monitorLegEnded(turn, state, event) || guestLegEnded(turn, state, event) || phoneLegEnded(turn, state, event) || event.channelId !== state.offer.channelId) return;
    // The page refuses to be rung again: she had hung up while we were away.
    if (state.away?.leg === 'ringing' && event.end.cause === CALL_REJECTED) return seatLeft(turn, { ...state, away: null }, event.end);
    if (state.away !== null) return ringFailed(turn, state, state.away);
    if (isPageLost(state, event.end)) return ringPage(turn, pageGone(turn, state, 'dead'));
    seatLeft(turn, state, event.end);
  },
  'playback-ended': (turn, state, event) => {
    if (state.step === 'announcing' && event.playbackId === state.playbackId) return connect(turn, state);
    if (guestPlayOver(turn, state, event)) return;
    if (event.playbackId === state.musicId) return musicEnded(turn, state, event);
    const { check } = state;
    if (check !== undefined && check !== null && event.playbackId === check.playbackId) promptOver(turn, state, check);
  },
  key: checkKey,
  'slot-complete': checkKeyed,
  'key-waiting': 'ignore',
  'deadline-passed': (turn, state, event) => {
    if (event.name === 'announcement') return connect(turn, state);
    if (event.name === 'resume-recording') return resumeAgain(turn, state);
    if (guestTimedOut(turn, state, event.name) || monitorTimedOut(turn, state, event.name)) return;
    if (checkDeadline(turn, state, event.name)) return;
    if (event.name === 'rejoin') return seatLeft(turn, state, { cause: null, sipCode: null });
    const isLate = event.name === 'client-ring' || event.name === 'note';
    if (!isLate) return;
    endTalk(turn, state, 'seat', event.name === 'note' ? 'failed' : 'no-answer');
    endCall(turn, null);
  },
  'client-identified': (turn, _state, event) => noteClient(turn, event),
  'lookup-answered': checkAnswered,
  'place-told': 'ignore',
  'place-kept': 'ignore',
  'seat-offered': (turn, state, event) => {
    if (!monitorReserved(turn, state, event)) guestReserved(turn, state, event);
  },
  'seat-refused': (turn, state, event) => {
    if (!monitorRefused(turn, state, event)) guestRefused(turn, state, event);
  },
  'attempt-noted': (turn, state, event) => {
    if (state.step !== 'noting-attempt' || event.attemptId !== turn.call().callback?.attemptId) return;
    if (event.ok) return dialClient(turn, state);
    endTalk(turn, state, 'seat', 'failed');
    endCall(turn, null);
  },
  'command-failed': (turn, state, event) => {
    if (monitorCommandFailed(turn, state, event) || guestCommandFailed(turn, state, event)) return;
    if (event.command === 'start-recording') {
      turn.do({ kind: 'note-recording-gap', recordingId: state.recordingId, reason: event.reason });
      turn.become({ ...state, recording: 'failed' });
      return turn.fact({ kind: 'recording-gap', recordingId: state.recordingId, reason: event.reason });
    }
    if (event.command === 'resume-recording') {
      if (event.reason !== 'gone') resumeFailed(turn, state, event.reason);
      return;
    }
    if (checkCommandFailed(turn, state, event)) return;
    if (state.away?.leg === 'ringing' && event.subject === state.offer.channelId && (event.command === 'create-seat-leg' || event.command === 'dial-leg'))
      return ringFailed(turn, state, state.away);
    if (isBridgeFault(turn, state, event)) return bridgeAgain(turn, state, event);
    if (event.command === 'play' && event.subject === state.musicId && event.reason !== 'gone') return musicFailed(turn, state, event.reason);
    const isDial = event.command === 'create-client-leg' || event.command === 'dial-leg';
    if (state.step !== 'dialling' || !isDial || event.subject !== turn.call().clientChannelId) return;
    endTalk(turn, state, 'seat', event.reason === 'unknown' ? 'unknown' : 'failed');
    endCall(turn, null);
  },
  'recording-paused': recordingPaused,
  resumed: resumeConversation,
  'hang-up-asked': (turn, state) => {
    endTalk(turn, state, 'seat');
    endCall(turn, null);
  },
  'seat-asked': answerSeat,
  'transfer-asked': transferAsked,
  'monitor-asked': monitorAsked,
  'monitor-change-asked': monitorChangeAsked,
  'leg-resumed': legResumed,
  'seat-device': deviceNews,
  'seat-page': newPage,
};
