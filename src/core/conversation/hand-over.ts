/** The client is handed on: to the guest who talks, to one who rings, to a seat unseen, to a queue, a node, a number outside. */
import type { EventOf } from '../call/row.ts';
import type { ConversationState, Offer, WaitingState } from '../call/state.ts';
import type { Turn } from '../call/turn.ts';
import { startAtNode } from '../ivr/enter.ts';
import { startOutside, talkOutside } from '../outside/enter.ts';
import { maxWaitOf, startWaiting } from '../waiting/enter.ts';
import { ringSeat } from '../waiting/offer.ts';
import { startPlay } from '../waiting/play.ts';
import { holdClips, ringingClips } from '../waiting/words.ts';
import { dropCheck } from './check-end.ts';
import { endTalk } from './end-talk.ts';
import { noteEnd, sealGuest } from './guest-end.ts';
import { leadOut } from './lead.ts';
import type { Guest } from './guest-state.ts';
import { isApart, reservingGuest, ringingGuest, talkingGuest, type RingingGuest, type SeatGuest, type TalkingGuest } from './parties.ts';
import { park, unpark } from './park.ts';
import { leaveOtherLeg } from './second-call.ts';

/**
 * The guest has the client from now on; the agent goes to her after-call work, her talk ends here, the guest's begins. The recording of
 * the client's leg goes on.
 */
export function complete(turn: Turn, before: ConversationState, guest: TalkingGuest, by: 'seat' | 'transfer'): void {
  for (const name of ['rejoin', 'guest-ring']) turn.disarm(name);
  const state = dropCheck(turn, before, 'interrupted');
  if (guest.who.kind === 'seat') turn.fact({ kind: 'transferred-to-seat', fromSeatId: state.offer.seatId, seatId: guest.who.seatId, how: 'consult' });
  else turn.fact({ kind: 'transferred', to: `outside ${guest.who.name}` });
  leaveOtherLeg(turn, state);
  leadOut(turn, state, by);
  sealGuest(turn, guest);
  noteEnd(turn, guest, 'completed');
  if (isApart(guest) && guest.playbackId !== null) turn.do({ kind: 'stop-play', playbackId: guest.playbackId });
  if (isApart(guest) && state.bridgeId !== null) turn.do({ kind: 'add-to-bridge', bridgeId: state.bridgeId, channelIds: [guest.leg.channelId] });
  const together = unpark(turn, state);
  if (guest.who.kind === 'outside') return talkOutside(turn, together, guest);
  turn.become({
    ...together, offer: offerOf(guest, guest.who), guest: null, guestOver: null, monitor: null, away: null, isMuted: false, connectedAt: turn.at, since: turn.at, heldSince: null, heldMs: 0,
  });
}

const offerOf = ({ leg: { channelId, acwMs, endpoint, isPage } }: RingingGuest | TalkingGuest, who: Extract<Guest['who'], { kind: 'seat' }>): Offer => ({
  seatId: who.seatId, extension: who.extension, reservationId: who.reservationId, channelId, acwMs, endpoint, isPage,
});

/** The agent goes while the guest's phone rings: the client waits for that phone. */
export function handToRinging(turn: Turn, state: ConversationState, guest: RingingGuest): void {
  const ringEndsAt = turn.call().deadlines.find(({ name }) => name === 'guest-ring')?.dueAt ?? turn.at;
  turn.disarm('guest-ring');
  if (guest.playbackId !== null) turn.do({ kind: 'stop-play', playbackId: guest.playbackId });
  noteEnd(turn, guest, 'completed');
  leaveOtherLeg(turn, state);
  if (guest.who.kind === 'outside') {
    turn.fact({ kind: 'transferred', to: `outside ${guest.who.name}` });
    leadOut(turn, dropCheck(turn, state, 'interrupted'), 'transfer');
    return startOutside(turn, parked(turn, state), { name: guest.who.name, channelId: guest.leg.channelId, ringMs: Math.max(0, ringEndsAt - turn.at) });
  }
  turn.fact({ kind: 'transferred-to-seat', fromSeatId: state.offer.seatId, seatId: guest.who.seatId, how: 'ringing' });
  endTalk(turn, { ...state, guest: null }, 'transfer');
  if (turn.call().clientChannelId === null) return;
  const playbackId = startPlay(turn, state.musicId, ringingClips(turn, Math.max(0, ringEndsAt - turn.at)));
  turn.arm('ring', Math.max(0, ringEndsAt - turn.at));
  turn.arm('max-wait', maxWaitOf(turn, state.queue));
  turn.become({ ...direct(state, guest.id), playbackId, offer: offerOf(guest, guest.who) });
}

/** A wait for one seat: there is no entry in the queue unless that seat does not answer. */
const direct = (state: ConversationState, entryId: string): WaitingState => ({
  phase: 'waiting', entryId, queue: state.queue, enteredAt: state.enteredAt, place: null, playbackId: state.musicId, offer: null, isDirect: true,
});

/** The seat is reserved: the agent goes, the seat rings for the client. */
export function blindToSeat(turn: Turn, state: ConversationState, guest: Guest, event: EventOf<'seat-offered'>): void {
  turn.disarm('guest-ring');
  if (guest.refer !== undefined) turn.do({ kind: 'answer-refer', channelId: guest.refer, answer: 'accepted' });
  noteEnd(turn, guest, 'completed');
  turn.fact({ kind: 'transferred-to-seat', fromSeatId: state.offer.seatId, seatId: event.seatId, how: 'blind' });
  endTalk(turn, { ...state, guest: null }, 'transfer');
  const waiting = direct(state, guest.id);
  turn.arm('max-wait', maxWaitOf(turn, state.queue));
  turn.become(waiting);
  ringSeat(turn, waiting, event);
}

/** The agent goes while the seat is still asked for (a phone that hangs up right after its REFER): the client waits for the answer. */
function handToReserving(turn: Turn, state: ConversationState, guest: SeatGuest): void {
  leaveOtherLeg(turn, state);
  noteEnd(turn, guest, 'completed');
  turn.fact({ kind: 'transferred-to-seat', fromSeatId: state.offer.seatId, seatId: guest.who.seatId, how: 'blind' });
  endTalk(turn, { ...state, guest: null }, 'transfer');
  turn.arm('max-wait', turn.world.limits.maxWaitMs);
  turn.become({ ...direct(state, guest.id), playbackId: startPlay(turn, state.musicId, holdClips(turn)) });
}

export function blindToQueue(turn: Turn, state: ConversationState, queue: string): void {
  turn.fact({ kind: 'transferred', to: `queue ${queue}` });
  endTalk(turn, state, 'transfer');
  if (state.musicId !== null) turn.do({ kind: 'stop-play', playbackId: state.musicId });
  startWaiting(turn, { queue, enteredAt: turn.at });
}

export function blindToNode(turn: Turn, state: ConversationState, node: string): void {
  turn.fact({ kind: 'transferred', to: `node ${node}` });
  endTalk(turn, state, 'transfer');
  if (state.musicId !== null) turn.do({ kind: 'stop-play', playbackId: state.musicId });
  startAtNode(turn, node);
}

export function blindToOutside(turn: Turn, state: ConversationState, name: string): void {
  turn.fact({ kind: 'transferred', to: `outside ${name}` });
  const alone = parked(turn, state);
  leadOut(turn, alone, 'transfer');
  const channelId = turn.mint('outside');
  const { clientRingMs, dialGraceMs } = turn.world.limits;
  turn.do({ kind: 'create-outside-leg', channelId, name });
  turn.do({ kind: 'dial-leg', channelId, timeoutMs: clientRingMs });
  startOutside(turn, alone, { name, channelId, ringMs: clientRingMs + dialGraceMs });
}

const parked = (turn: Turn, state: ConversationState): ConversationState => (state.musicId === null ? park(turn, state, []) : state);

/** The agent's leg is gone, or she hangs up: whoever she had called in has the client. false: nobody was called in. */
export function inheritedByGuest(turn: Turn, state: ConversationState): boolean {
  if (turn.call().clientChannelId === null || state.step !== 'connected') return false;
  const talking = talkingGuest(state);
  const ringing = ringingGuest(state);
  const asked = reservingGuest(state);
  if (talking !== null) complete(turn, state, talking, 'seat');
  else if (ringing !== null) handToRinging(turn, state, ringing);
  else if (asked !== null) handToReserving(turn, state, asked);
  return talking !== null || ringing !== null || asked !== null;
}
