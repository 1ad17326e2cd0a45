/** Place and wait are known: a rule of the queue may send the caller on; else she is told. */
import type { EventOf } from '../call/row.ts';
import type { WaitingState } from '../call/state.ts';
import type { Turn } from '../call/turn.ts';
import { rulesOf } from './enter.ts';
import { lastWords, overflowTo } from './exit.ts';
import { playToWaiting } from './play.ts';
import { overflowOf } from './rules.ts';

/** While a seat rings, time is not up. */
const OVERFLOW_AGAIN_MS = 5_000;

export function placeTold(turn: Turn, state: WaitingState, event: EventOf<'place-told'>): void {
  if (event.entryId !== state.entryId || state.offer !== null || state.isKeeping === true) return;
  const { place, staffed, waitMs } = event;
  const rules = rulesOf(turn, state.queue);
  const isNew = state.place === null;
  const isOpen = rules.calendar === null || (turn.world.isOpen(rules.calendar, turn.businessAt) ?? true);
  const overflow = overflowOf(rules, { isOpen, place, isNew, ...(staffed === undefined ? {} : { staffed }) });
  if (overflow !== null && overflowTo(turn, state, overflow)) return;
  if (isNew && waitMs !== undefined) turn.fact({ kind: 'wait-told', queue: state.queue, place, waitMs });
  playToWaiting(turn, { ...state, place, ...(waitMs === undefined ? {} : { waitMs }) }, isNew ? 'queue.joining' : 'queue.comfort');
}

export function timeIsUp(turn: Turn, state: WaitingState): void {
  if (state.offer !== null || state.isKeeping === true) return turn.arm('overflow', OVERFLOW_AGAIN_MS);
  const { time } = rulesOf(turn, state.queue).overflow;
  if (time !== undefined) overflowTo(turn, state, { why: 'time', to: time.to });
}

/** Somebody took the queue away just now: the general one has her, with her time. */
export function queueGone(turn: Turn, state: WaitingState): void {
  if (!overflowTo(turn, state, { why: 'gone', to: { kind: 'queue', queue: 'general' } })) lastWords(turn, state, 'queue.sorry');
}
