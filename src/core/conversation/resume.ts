/** After a break. A talk is not touched; what was between two steps is brought to the next one. */
import type { EventOf } from '../call/row.ts';
import type { ConversationState } from '../call/state.ts';
import type { Turn } from '../call/turn.ts';
import { connect } from './connect.ts';
import { REJOIN_WORDS } from './away.ts';
import { musicAgain } from './park.ts';
import { legsOfBridge } from './rebridge.ts';

export function resumeConversation(turn: Turn, state: ConversationState, event: EventOf<'resumed'>): void {
  turn.fact({ kind: 'resumed' });
  const { clientChannelId, callback } = turn.call();
  switch (state.step) {
    case 'announcing':
      return connect(turn, state);
    case 'noting-attempt':
      if (callback !== null) turn.do({ kind: 'note-attempt', attemptId: callback.attemptId, event: { kind: 'dialling' } });
      return;
    case 'connected': {
      const legs = legsOfBridge(turn, state);
      const isWhole = legs.every((leg) => event.bridged.includes(leg));
      if (!isWhole && state.bridgeId !== null) {
        turn.do({ kind: 'create-bridge', bridgeId: state.bridgeId });
        turn.do({ kind: 'add-to-bridge', bridgeId: state.bridgeId, channelIds: legs });
      }
      // Held, and not taken out: the word that it failed may have been lost with the process before.
      if (state.musicId !== null && state.bridgeId !== null && clientChannelId !== null && event.bridged.includes(clientChannelId))
        turn.do({ kind: 'remove-from-bridge', bridgeId: state.bridgeId, channelId: clientChannelId });
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
