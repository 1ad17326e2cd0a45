/** After a break. A talk is not touched; what was between two steps is brought to the next one. */
import type { EventOf } from '../call/row.ts';
import type { ConversationState } from '../call/state.ts';
import type { Turn } from '../call/turn.ts';
import { connect } from './connect.ts';
import { REJOIN_WORDS } from './away-words.ts';
import { dropCheck } from './check-end.ts';
import { guestResumed } from './guest.ts';
import { monitorResumed } from './monitor-legs.ts';
import { musicAgain, park } from './park.ts';
import { legsOfBridge } from './rebridge.ts';

export function resumeConversation(turn: Turn, before: ConversationState, event: EventOf<'resumed'>): void {
  turn.fact({ kind: 'resumed' });
  const { clientChannelId, callback } = turn.call();
  // What was keyed may be gone with the process before, and the recording is silent: the check is over.
  const state = dropCheck(turn, before, 'interrupted');
  const wasChecking = state !== before;
  if (wasChecking && state.away !== null) return turn.become(park(turn, state, REJOIN_WORDS));
  if (wasChecking) turn.become(state);
  switch (state.step) {
    case 'announcing':
      return connect(turn, state);
    case 'noting-attempt':
      if (callback !== null) turn.do({ kind: 'note-attempt', attemptId: callback.attemptId, event: { kind: 'dialling' } });
      return;
    case 'connected': {
      const legs = legsOfBridge(turn, state);
      const isWhole = legs.every((leg) => event.bridged.includes(leg));
      // The client may be about to be taken out, by a command of the process before.
      if ((!isWhole || wasChecking) && state.bridgeId !== null) {
        turn.do({ kind: 'create-bridge', bridgeId: state.bridgeId });
        turn.do({ kind: 'add-to-bridge', bridgeId: state.bridgeId, channelIds: legs });
      }
      // Held, and not taken out: the word that it failed may have been lost with the process before.
      if (state.musicId !== null && state.bridgeId !== null && clientChannelId !== null && event.bridged.includes(clientChannelId))
        turn.do({ kind: 'remove-from-bridge', bridgeId: state.bridgeId, channelId: clientChannelId });
      monitorResumed(turn, event.bridged);
      guestResumed(turn, event.playbacks);
      if (state.musicId !== null && !event.playbacks.includes(state.musicId)) {
        // It may have begun a moment ago (the page was lost while we were away): of two musics one would outlast the hold.
        turn.do({ kind: 'stop-play', playbackId: state.musicId });
        musicAgain(turn, state, state.away !== null && state.heldSince === null ? REJOIN_WORDS : []);
      }
      return;
    }
    case 'dialling':
      return;
    default:
      return state.step satisfies never;
  }
}
