/**
 * The bridge was not made, or not filled: client and agent hear nothing. It is tried again, and at last given up as if the agent's
 * phone were lost: the client keeps the old place.
 */
import type { EventOf } from '../call/row.ts';
import type { ConversationState } from '../call/state.ts';
import type { Turn } from '../call/turn.ts';
import { sayGoodbye } from '../call/ending.ts';
import { hasLeg } from './away.ts';
import { isChecking } from './checking.ts';
import { dropMonitor } from './monitor-end.ts';
import { bargingLeg } from './monitor-of.ts';
import { isApart, talkingGuest } from './parties.ts';
import { endTalk } from './end-talk.ts';
import { LINE_FAILED, seatLeft } from './end.ts';

const MAX_TRIES = 3;

/** Who belongs in it: not a client who hears music or keys a secret, not a guest apart, not a page that is away, not who only listens. */
export function legsOfBridge(turn: Turn, state: ConversationState): string[] {
  const guest = talkingGuest(state);
  return [
    state.musicId === null && !isChecking(state) ? turn.call().clientChannelId : null,
    hasLeg(state) ? state.offer.channelId : null,
    guest !== null && !isApart(guest) ? guest.leg.channelId : null,
    bargingLeg(state),
  ].filter((leg) => leg !== null);
}

/**
 * Was it about the bridge of this talk? A late word of one that was replaced is not. A client who could not be taken out would go on
 * hearing what is not for her: she gets out with the bridge.
 */
export function isBridgeFault(turn: Turn, state: ConversationState, { command, subject }: EventOf<'command-failed'>): boolean {
  const guest = talkingGuest(state);
  if (command === 'remove-from-bridge' && guest !== null && subject === guest.leg.channelId) return isApart(guest);
  if (command === 'remove-from-bridge') return state.musicId !== null && subject === turn.call().clientChannelId;
  return (command === 'create-bridge' || command === 'add-to-bridge') && subject === state.bridgeId;
}

export function bridgeAgain(turn: Turn, state: ConversationState, event: EventOf<'command-failed'>): void {
  const { clientChannelId, callback } = turn.call();
  const tries = (state.bridgeTries ?? 0) + 1;
  if (state.bridgeId === null || clientChannelId === null) return;
  turn.fact({ kind: 'fault', where: 'bridge', reason: event.reason });
  const mayBeThere = event.reason === 'unknown' && event.command !== 'remove-from-bridge';
  if (tries <= MAX_TRIES) return tryAgain(turn, { ...state, bridgeTries: tries }, mayBeThere);
  // Who has barged in would inherit a bridge that is none.
  if (callback === null) return seatLeft(turn, dropMonitor(turn, state, 'failed'), LINE_FAILED);
  endTalk(turn, state, 'seat', 'failed');
  if (state.musicId !== null) turn.do({ kind: 'stop-play', playbackId: state.musicId });
  sayGoodbye(turn, ['queue.sorry']);
}

/** Without an answer it may be there: asked for again by its name, which is safe. What was refused gets a new name. */
function tryAgain(turn: Turn, state: ConversationState, mayBeThere: boolean): void {
  const { bridgeId: before, step } = state;
  if (before === null) return;
  const channelIds = legsOfBridge(turn, state);
  const bridgeId = mayBeThere ? before : turn.mint('b');
  if (bridgeId !== before) turn.do({ kind: 'destroy-bridge', bridgeId: before });
  turn.do({ kind: 'create-bridge', bridgeId });
  if (step === 'connected' && channelIds.length > 0) turn.do({ kind: 'add-to-bridge', bridgeId, channelIds });
  turn.become({ ...state, bridgeId });
}
