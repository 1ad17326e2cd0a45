/** Ways out of a queue that are not an agent: another queue, back into the flow (message, callback), goodbye. */
import { endCall, sayGoodbye } from '../call/ending.ts';
import type { WaitingState } from '../call/state.ts';
import type { Turn } from '../call/turn.ts';
import type { NodeId } from '../ivr/flow.ts';
import { armIvrLimit } from '../ivr/limits.ts';
import { goTo } from '../ivr/outcome.ts';
import { freshStep } from '../ivr/play.ts';
import { follow } from '../ivr/walk.ts';
import { startWaiting } from './enter.ts';
import { exitNode } from './key-rules.ts';
import { closeKeys } from './key-slot.ts';
import { withdraw } from './leave.ts';
import type { Overflow, OverflowTarget } from './rules.ts';

const DEADLINES = ['ring', 'place', 'comfort', 'max-wait', 'overflow', 'keep'];

/**
 * A rule of the queue sends her on. false: to a queue she was in already, or one that is not there; she stays, and the longest wait
 * ends it. Nothing sends a caller round in a circle, and nobody is sent away because another queue would not have her.
 */
export function overflowTo(turn: Turn, state: WaitingState, { why, to }: Overflow): boolean {
  const { queue } = state;
  const target = reachable(turn, state, to);
  if (target === null) return false;
  turn.fact({ kind: 'overflowed', queue, why, to: target.kind === 'queue' ? target.queue : target.kind, waitedMs: turn.at - state.enteredAt });
  if (target.kind === 'queue') toQueue(turn, state, target.queue);
  else if (target.kind === 'goodbye') lastWords(turn, state, why === 'closing' ? 'queue.closed' : 'queue.sorry');
  else toFlow(turn, state, exitNode(turn, state, target.kind) ?? '');
  return true;
}

export function lastWords(turn: Turn, state: WaitingState, words: string): void {
  withdraw(turn, state, 'overflow');
  if (turn.call().clientChannelId === null) return endCall(turn, null);
  closeKeys(turn, state);
  if (state.playbackId !== null) turn.do({ kind: 'stop-play', playbackId: state.playbackId });
  sayGoodbye(turn, [words]);
}

function reachable(turn: Turn, state: WaitingState, to: OverflowTarget): OverflowTarget | null {
  if (turn.call().clientChannelId === null) return { kind: 'goodbye' };
  if (to.kind === 'queue') return to.queue !== state.queue && !(state.from ?? []).includes(to.queue) && turn.world.queue(to.queue) !== null ? to : null;
  return to.kind !== 'goodbye' && exitNode(turn, state, to.kind) !== null ? to : { kind: 'goodbye' };
}

/** The music goes on until the new place is told. */
function toQueue(turn: Turn, state: WaitingState, queue: string): void {
  withdraw(turn, state, 'overflow');
  for (const name of DEADLINES) turn.disarm(name);
  startWaiting(turn, { queue, enteredAt: state.enteredAt, from: [...(state.from ?? []), state.queue], ...(state.node === undefined ? {} : { node: state.node }) });
  const entered = turn.call().activity;
  if (entered.phase === 'waiting') turn.become({ ...entered, playbackId: state.playbackId });
}

export function toFlow(turn: Turn, state: WaitingState, node: NodeId): void {
  withdraw(turn, state, 'key');
  closeKeys(turn, state);
  if (state.playbackId !== null) turn.do({ kind: 'stop-play', playbackId: state.playbackId });
  for (const name of DEADLINES) turn.disarm(name);
  turn.patch({ visits: {}, isLimited: false });
  armIvrLimit(turn);
  turn.become({ ...freshStep, node });
  follow(turn, node, goTo(node));
}
