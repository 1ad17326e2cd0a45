/** Into the queue. The sort key is the original time and stays it through every return: RONA, a lost seat, another queue, the menus. */
import type { Turn } from '../call/turn.ts';
import type { NodeId } from '../ivr/flow.ts';
import { PLAIN_RULES, type QueueRules } from './rules.ts';

export interface Wait {
  readonly queue: string;
  /** Epoch ms the caller first entered a queue in this call. */
  readonly enteredAt: number;
  /** The flow's enqueue node: it says where messages and callbacks are taken. */
  readonly node?: NodeId;
  /** Steps beside those of the client's tier. */
  readonly priority?: number;
  /** Queues she was in before, by overflow: she goes to none of them again. */
  readonly from?: readonly string[];
  /** A kept place waits longer than a caller does. */
  readonly maxWaitMs?: number;
}

export const rulesOf = (turn: Turn, queue: string): QueueRules => turn.world.queue(queue) ?? PLAIN_RULES;

/** What the firm set for the queue, else the limit of every call. */
export const maxWaitOf = (turn: Turn, queue: string): number => rulesOf(turn, queue).maxWaitMs ?? turn.world.limits.maxWaitMs;

export function startWaiting(turn: Turn, wait: Wait): void {
  const call = turn.call();
  const entryId = turn.mint('q');
  const { queue, node, priority = 0, from } = wait;
  const enteredAt = call.queuedAt ?? wait.enteredAt;
  const rules = rulesOf(turn, queue);
  if (call.queuedAt === undefined) turn.patch({ queuedAt: enteredAt });
  const steps = (call.priority ?? 0) + priority;
  enterQueue(turn, { entryId, queue, enteredAt, steps });
  turn.fact({ kind: 'caller-queued', queue, entryId, ...(steps === 0 ? {} : { priority: steps }) });
  turn.arm('max-wait', wait.maxWaitMs ?? maxWaitOf(turn, queue));
  const isCaller = call.clientChannelId !== null;
  if (isCaller && rules.overflow.time !== undefined) turn.arm('overflow', rules.overflow.time.afterMs);
  if (isCaller) {
    turn.do({ kind: 'ask-place', entryId });
    turn.arm('place', turn.world.limits.placeTimeoutMs);
  }
  turn.become({
    phase: 'waiting',
    entryId,
    queue,
    enteredAt,
    place: null,
    playbackId: null,
    offer: null,
    ...(node === undefined ? {} : { node }),
    ...(from === undefined || from.length === 0 ? {} : { from }),
    ...(steps === 0 ? {} : { steps }),
  });
}

export function enterQueue(turn: Turn, { entryId, queue, enteredAt, steps }: { entryId: string; queue: string; enteredAt: number; steps: number }): void {
  const { callback, lastAgentId } = turn.call();
  const { lastAgentMs } = rulesOf(turn, queue);
  const asksLast = lastAgentId !== undefined && lastAgentMs > 0 && callback === null;
  turn.do({
    kind: 'enter-queue',
    entryId,
    queue,
    enteredAt,
    priority: steps,
    excludeSeries: callback?.excludeSeries ?? [],
    ...(asksLast ? { prefer: { agentId: lastAgentId, untilAt: turn.at + lastAgentMs } } : {}),
  });
}
