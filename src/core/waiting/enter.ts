/** Into the queue. The sort key is the original time and stays it through every return (RONA, a lost seat). */
import type { Turn } from '../call/turn.ts';

export interface Wait {
  readonly queue: string;
  /** Epoch ms the caller first entered a queue in this call. */
  readonly enteredAt: number;
}

export function startWaiting(turn: Turn, wait: Wait): void {
  const call = turn.call();
  const entryId = turn.mint('q');
  turn.do({
    kind: 'enter-queue',
    entryId,
    queue: wait.queue,
    enteredAt: wait.enteredAt,
    priority: 0,
    excludeSeries: call.callback?.excludeSeries ?? [],
  });
  turn.fact({ kind: 'caller-queued', queue: wait.queue, entryId });
  turn.arm('max-wait', turn.world.limits.maxWaitMs);
  if (call.clientChannelId !== null) {
    turn.do({ kind: 'ask-place', entryId });
    turn.arm('place', turn.world.limits.placeTimeoutMs);
  }
  turn.become({
    phase: 'waiting',
    entryId,
    queue: wait.queue,
    enteredAt: wait.enteredAt,
    place: null,
    playbackId: null,
    offer: null,
  });
}
