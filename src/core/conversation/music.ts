/**
 * What a client out of the bridge hears goes on, whatever becomes of it. Refused twice, the tone that stands for music is tried; refused
 * as well, nobody waits in silence: she is put back to the agent, or, whose agent is away, back into the queue.
 *
 *   music --over--> music again        music --failed--> music, tone, tone --failed--> agent there: talk     away: waiting
 */
import type { EventOf } from '../call/row.ts';
import type { ConversationState } from '../call/state.ts';
import type { Turn } from '../call/turn.ts';
import { retrieve } from './ask.ts';
import { LINE_FAILED, seatLeft } from './end.ts';
import { dropGuest, firstLegBack, together } from './guest-end.ts';
import { guestOf } from './parties.ts';
import { musicAgain } from './park.ts';

const MAX_TRIES = 4;

export function musicEnded(turn: Turn, state: ConversationState, { outcome }: EventOf<'playback-ended'>): void {
  if (outcome === 'failed') musicFailed(turn, state, 'failed');
  else musicAgain(turn, { ...state, musicTries: 0 });
}

export function musicFailed(turn: Turn, state: ConversationState, reason: string): void {
  const musicTries = (state.musicTries ?? 0) + 1;
  turn.fact({ kind: 'fault', where: 'hold music', reason });
  // No answer came: it may be heard all the same, and of two musics one would outlast the hold.
  if (reason === 'unknown' && state.musicId !== null) turn.do({ kind: 'stop-play', playbackId: state.musicId });
  if (musicTries < MAX_TRIES) musicAgain(turn, { ...state, musicTries });
  else if (state.away === null && guestOf(state) !== null) together(turn, firstLegBack(turn, state, dropGuest(turn, state, 'failed')));
  else if (state.away === null) retrieve(turn, state);
  else seatLeft(turn, state, LINE_FAILED);
}
