/**
 * The agent's page went in the middle of a talk: reloaded, closed, its network lost. The client hears music; the page is rung as
 * soon as its phone is back, and answers by itself; after `rejoinMs` the client goes back to the old place in the queue.
 *
 *   connected --phone gone--> away(leg there) --phone back, same page--> connected (nothing was rung)
 *             --new page----> away(leg dead)  --phone back--> away(leg ringing) --answered--> connected
 *             --leg died----> away(leg ringing), at once: the phone may still be there
 *   away --rejoinMs--> waiting again
 *
 * A phone on the desk is not watched so: its registration may lapse while its talk goes on.
 */
import type { EventOf } from '../call/row.ts';
import type { Away, ConversationState } from '../call/state.ts';
import type { Turn } from '../call/turn.ts';
import { REJOIN_WORDS } from './away-words.ts';
import { seatWaits } from './check.ts';
import { isChecking } from './checking.ts';
import { withoutEar } from './monitor-end.ts';
import { park, unpark } from './park.ts';

export function pageGone(turn: Turn, state: ConversationState, leg: Away['leg']): ConversationState {
  if (state.away !== null) return { ...state, away: { ...state.away, leg } };
  turn.fact({ kind: 'seat-away', seatId: state.offer.seatId });
  turn.arm('rejoin', turn.world.limits.rejoinMs);
  const gone: ConversationState = { ...state, away: { since: turn.at, leg }, since: turn.at };
  return state.step === 'connected' ? parkAway(turn, gone) : gone;
}

/** The seat's leg can be in the bridge. */
export const hasLeg = ({ away }: ConversationState): boolean => away === null || away.leg === 'there';

/** Who is held hears music already, who keys a secret is asked for it. */
export function parkAway(turn: Turn, state: ConversationState): ConversationState {
  return state.musicId === null && !isChecking(state) ? park(turn, state, REJOIN_WORDS) : state;
}

export function deviceNews(turn: Turn, state: ConversationState, { endpoint, isOnline, isNews }: EventOf<'seat-device'>): void {
  const { offer, away } = state;
  if (!offer.isPage || endpoint !== offer.endpoint) return;
  if (!isOnline) {
    // Found so after a break of ours: the page lost its socket together with us, and its talk goes on.
    if (isNews && away === null) turn.become(pageGone(turn, state, 'there'));
    return;
  }
  if (away === null || away.leg === 'ringing') return;
  if (away.leg === 'there') back(turn, state, away);
  else ringPage(turn, state);
}

/** The page that asked has the phone now; it registers next. The leg of the one before is dead, whatever it looks like. */
export function newPage(turn: Turn, state: ConversationState, event: EventOf<'seat-page'>): void {
  if (!state.offer.isPage || event.endpoint !== state.offer.endpoint) return;
  const quiet = withoutEar(turn, state);
  turn.do({ kind: 'hang-up-leg', channelId: state.offer.channelId, reason: 'normal' });
  turn.become(pageGone(turn, quiet, 'dead'));
}

export function ringPage(turn: Turn, state: ConversationState): void {
  const channelId = turn.mint('seat');
  const { clientRingMs } = turn.world.limits;
  turn.do({ kind: 'create-seat-leg', channelId, endpoint: state.offer.endpoint, callerToken: turn.call().numberToken, answers: 'at-once' });
  turn.do({ kind: 'dial-leg', channelId, timeoutMs: clientRingMs });
  const since = state.away?.since ?? turn.at;
  turn.become({ ...state, offer: { ...state.offer, channelId }, away: { since, leg: 'ringing' } });
}

/**
 * The page's new leg did not come to be: the next registration rings again, or the time runs out. Nobody knows for certain (no
 * answer came, or a break hid its birth), so it is hung up: it would ring for nobody.
 */
export function ringFailed(turn: Turn, state: ConversationState, away: Away): void {
  if (away.leg === 'ringing') turn.do({ kind: 'hang-up-leg', channelId: state.offer.channelId, reason: 'normal' });
  turn.become({ ...state, away: { ...away, leg: 'dead' } });
}

export function pageAnswered(turn: Turn, state: ConversationState, away: Away): void {
  const { channelId } = state.offer;
  if (state.isMuted) turn.do({ kind: 'mute-leg', channelId });
  if (state.step === 'connected' && state.bridgeId !== null) turn.do({ kind: 'add-to-bridge', bridgeId: state.bridgeId, channelIds: [channelId] });
  back(turn, state, away);
}

function back(turn: Turn, state: ConversationState, away: Away): void {
  turn.disarm('rejoin');
  turn.fact({ kind: 'seat-back', seatId: state.offer.seatId, awayMs: turn.at - away.since });
  const here = state.heldSince === null ? unpark(turn, state) : state;
  const { check } = here;
  // The client still keys: the agent is back alone, and waits.
  if (check !== undefined && check !== null) {
    if (check.seatPlaybackId !== null) turn.do({ kind: 'stop-play', playbackId: check.seatPlaybackId });
    return turn.become({ ...here, away: null, since: check.since, check: { ...check, seatPlaybackId: seatWaits(turn, here.offer.channelId) } });
  }
  turn.become({ ...here, away: null, since: state.heldSince ?? turn.at });
}
