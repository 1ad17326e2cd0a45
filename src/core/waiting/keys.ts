/**
 * A key of somebody who waits: leave a message, book a callback, or keep my place and call me back (virtual hold).
 *
 *   waiting --keep-place--> keeping (out of the queue, the place is being written down) --place-kept--> last words
 *                              \--refused, or no answer--> waiting again, at the old place
 *
 * She is out of the queue before the place is kept, so that she is never in it twice.
 */
import { sayGoodbye } from '../call/ending.ts';
import type { EventOf } from '../call/row.ts';
import type { WaitingState } from '../call/state.ts';
import type { Turn } from '../call/turn.ts';
import { enterQueue } from './enter.ts';
import { toFlow } from './exit.ts';
import { exitNode, keysOf } from './key-rules.ts';
import { closeKeys, openKeys } from './key-slot.ts';
import { playToWaiting } from './play.ts';

const KEEP_MS = 5_000;

export function takeKey(turn: Turn, state: WaitingState, event: EventOf<'key'>): void {
  if (event.slot !== state.slot || event.digit === null || state.offer !== null || state.isKeeping === true) return;
  const keys = keysOf(turn, state);
  const act = Object.hasOwn(keys, event.digit) ? keys[event.digit] : undefined;
  const { slot: _used, ...heard } = state;
  if (act === undefined) return turn.become(openKeys(turn, heard));
  const { queue } = state;
  turn.fact({ kind: 'waiting-key', queue, act, waitedMs: turn.at - state.enteredAt });
  if (act === 'keep-place') return keepPlace(turn, heard);
  toFlow(turn, heard, exitNode(turn, heard, act) ?? '');
}

function keepPlace(turn: Turn, state: WaitingState): void {
  const { entryId, queue, enteredAt, steps = 0 } = state;
  turn.do({ kind: 'leave-queue', entryId, reason: 'key' });
  turn.do({ kind: 'keep-place', entryId, queue, enteredAt, priority: steps });
  turn.arm('keep', KEEP_MS);
  turn.become({ ...state, isKeeping: true });
}

export function placeKept(turn: Turn, state: WaitingState, event: EventOf<'place-kept'>): void {
  if (event.entryId !== state.entryId || state.isKeeping !== true) return;
  turn.disarm('keep');
  if (event.refused !== null) return notKept(turn, state, event.refused);
  turn.fact({ kind: 'place-kept', queue: state.queue, waitedMs: turn.at - state.enteredAt });
  if (state.playbackId !== null) turn.do({ kind: 'stop-play', playbackId: state.playbackId });
  closeKeys(turn, state);
  sayGoodbye(turn, ['queue.kept']);
}

/** She waits on, where she was. */
export function notKept(turn: Turn, state: WaitingState, why: string): void {
  const { entryId, queue, enteredAt, steps = 0, isKeeping: _over, ...rest } = state;
  turn.fact({ kind: 'place-not-kept', queue, why });
  enterQueue(turn, { entryId, queue, enteredAt, steps });
  playToWaiting(turn, { ...rest, entryId, queue, enteredAt, ...(steps === 0 ? {} : { steps }) }, 'queue.not-kept');
}

