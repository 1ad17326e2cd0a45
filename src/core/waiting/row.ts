/**
 * A caller in the queue, or a callback that waits for a lawful seat.
 *
 *   waiting --seat-offered--> waiting(offer): pop and INVITE go out together
 *     offer: leg answered --> conversation
 *            deadline     --> RONA: seat to not-ready(rona), the caller keeps the old place
 *            leg refused  --> the same, at once
 *   client gone --> abandoned, ended        max-wait --> last words        a rule of the queue --> another queue, the flow, goodbye (exit.ts)
 *   key --> message, callback, or the place is kept (keys.ts)
 */
import { clientGone, endCall } from '../call/ending.ts';
import type { CallRow } from '../call/row.ts';
import { startConversation } from '../conversation/enter.ts';
import { notGiven, ringAgain, ringSeat, seatDidNotTake } from './offer.ts';
import { noteClient } from '../call/identified.ts';
import { overflowTo } from './exit.ts';
import { openKeys } from './key-slot.ts';
import { notKept, placeKept, takeKey } from './keys.ts';
import { withdraw } from './leave.ts';
import { playToWaiting } from './play.ts';
import { placeTold, queueGone, timeIsUp } from './told-place.ts';

/** Q.850 20, subscriber absent: the seat's phone is not registered. */
const NO_SUCH_PHONE = 20;
const PLAY_AGAIN_MS = 2_000;
/** Q.850 21. */
const CALL_REJECTED = 21;

export const waitingRow: CallRow<'waiting'> = {
  'call-arrived': 'ignore',
  'callback-claimed': 'ignore',
  'leg-entered': 'ignore',
  'leg-ringing': (turn, state, event) => {
    if (state.offer?.channelId === event.channelId) turn.fact({ kind: 'ring-started', seatId: state.offer.seatId, channelId: event.channelId });
  },
  'leg-answered': (turn, state, event) => {
    if (state.offer?.channelId === event.channelId) startConversation(turn, state, state.offer);
  },
  'leg-ended': (turn, state, event) => {
    if (event.channelId === turn.call().clientChannelId) {
      withdraw(turn, state, 'abandoned');
      // Handed on to one seat, she waits in no queue: she was answered already. Whose place is being kept has not given up.
      if (state.isDirect !== true && state.isKeeping !== true) turn.fact({ kind: 'abandoned', queue: state.queue, waitedMs: turn.at - state.enteredAt });
      return clientGone(turn, event.end);
    }
    if (event.channelId !== state.offer?.channelId) return;
    const { cause } = event.end;
    seatDidNotTake(turn, state, cause === null ? { kind: 'not-told' } : { kind: 'ring-failed', cause });
  },
  'playback-ended': (turn, state, event) => {
    if (event.playbackId === state.playbackId) playToWaiting(turn, state, 'queue.comfort');
  },
  key: takeKey,
  'slot-complete': 'ignore',
  'key-waiting': 'ignore',
  'deadline-passed': (turn, state, event) => {
    if (event.name === 'ring') return seatDidNotTake(turn, state, { kind: 'ring-missed' });
    if (event.name === 'guest-ring') return notGiven(turn, state);
    if (event.name === 'max-wait') return void overflowTo(turn, state, { why: 'time', to: { kind: 'goodbye' } });
    if (event.name === 'overflow') return timeIsUp(turn, state);
    if (event.name === 'keep') return notKept(turn, state, 'no answer');
    if (event.name === 'place') return playToWaiting(turn, state, 'queue.joining');
    if (event.name === 'comfort' && state.offer === null) {
      turn.do({ kind: 'ask-place', entryId: state.entryId });
      turn.arm('comfort', turn.world.limits.comfortEveryMs);
    }
  },
  'client-identified': (turn, _state, event) => noteClient(turn, event),
  'lookup-answered': 'ignore',
  'place-told': placeTold,
  'place-kept': placeKept,
  'seat-offered': (turn, state, event) => ringSeat(turn, state, event),
  'seat-refused': (turn, state, event) => {
    if (event.entryId === state.entryId) notGiven(turn, state);
  },
  'attempt-noted': 'ignore',
  'command-failed': (turn, state, event) => {
    if (event.command === 'enter-queue' && event.subject === state.entryId) return queueGone(turn, state);
    const isOffer = state.offer !== null && event.subject === state.offer.channelId;
    if (isOffer && (event.command === 'create-seat-leg' || event.command === 'dial-leg'))
      return seatDidNotTake(turn, state, event.reason === 'unknown' ? { kind: 'not-told' } : { kind: 'ring-failed', cause: NO_SUCH_PHONE });
    if (event.command !== 'play' || event.subject !== state.playbackId) return;
    if (event.reason === 'not-possible') turn.fact({ kind: 'fault', where: 'waiting', reason: 'music could not be played' });
    // Asterisk did not answer: perhaps she hears it. Told to play anew it stops this one first.
    if (event.reason === 'unknown' && state.offer === null) turn.arm('place', PLAY_AGAIN_MS);
  },
  resumed: (turn, state, event) => {
    turn.fact({ kind: 'resumed' });
    if (turn.call().clientChannelId === null) return;
    const isHeard = state.playbackId !== null && event.playbacks.includes(state.playbackId);
    // What began a moment ago (a seat's ringing ended while we were away) is stopped first: two musics would outlast the wait.
    const { slot, ...rest } = state;
    if (!isHeard && state.offer === null) playToWaiting(turn, rest, 'queue.comfort');
    else if (slot !== undefined) turn.become(openKeys(turn, rest));
  },
  'recording-paused': 'ignore',
  'hang-up-asked': (turn, state) => {
    withdraw(turn, state, 'refused');
    endCall(turn, null);
  },
  /** The agent declines what rings. */
  'seat-asked': (turn, state, event) => {
    if (state.offer === null || state.offer.seatId !== event.seatId || event.ask !== 'hang-up') return turn.refuse('CALL_NOT_CONNECTED');
    seatDidNotTake(turn, state, { kind: 'ring-failed', cause: CALL_REJECTED });
  },
  'transfer-asked': (turn) => turn.refuse('CALL_NOT_CONNECTED'),
  'monitor-asked': (turn) => turn.refuse('CALL_NOT_CONNECTED'),
  'monitor-change-asked': (turn) => turn.refuse('CALL_NOT_CONNECTED'),
  'leg-resumed': 'ignore',
  'seat-device': (turn, state, event) => {
    const { offer } = state;
    if (offer !== null && offer.isPage && offer.endpoint === event.endpoint && event.isOnline) ringAgain(turn, state, offer);
  },
  'seat-page': 'ignore',
};
