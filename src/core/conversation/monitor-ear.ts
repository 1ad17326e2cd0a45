/**
 * The ear at the agent's leg: a snoop channel, in a bridge of its own with the supervisor's leg. It hears what the agent says and hears,
 * so a client who keys a secret out of the agent's hearing is out of hers as well. It dies with the agent's leg, and is made anew at the
 * next one. Its mode is given at birth: another mode is another ear (a muted one would lag).
 */
import type { ConversationState } from '../call/state.ts';
import type { Turn } from '../call/turn.ts';
import { hasLeg } from './away.ts';
import { dropMonitor, endEar } from './monitor-end.ts';
import { presentMonitor, type PresentMonitor } from './monitor-of.ts';

const MAX_TRIES = 3;
const AGAIN_MS = 1_000;

/** Without a leg of the agent she waits for the agent's page. */
export function startEar(turn: Turn, state: ConversationState, monitor: PresentMonitor): PresentMonitor {
  turn.disarm('monitor-ear');
  if (!hasLeg(state)) return { ...monitor, snoopId: null };
  const bridgeId = monitor.bridgeId ?? turn.mint('b');
  const snoopId = turn.mint('snoop');
  turn.do({ kind: 'create-bridge', bridgeId });
  turn.do({ kind: 'create-snoop', channelId: snoopId, ofChannelId: state.offer.channelId, whispers: monitor.mode === 'whisper' });
  turn.do({ kind: 'add-to-bridge', bridgeId, channelIds: [monitor.leg.channelId, snoopId] });
  return { ...monitor, bridgeId, snoopId };
}

/** The agent's page is back on a new leg, or the time since the ear failed is over. */
export function earAgain(turn: Turn): void {
  const { activity } = turn.call();
  if (activity.phase !== 'conversation') return;
  const monitor = presentMonitor(activity);
  if (monitor === null || monitor.mode === 'barge') return;
  turn.become({ ...activity, monitor: startEar(turn, activity, endEar(turn, monitor)) });
}

/** The agent talks on another leg of her phone from now on; the ear at the one before is gone. */
export function earAtLeg(turn: Turn, state: ConversationState): ConversationState {
  const monitor = presentMonitor(state);
  return monitor === null || monitor.mode === 'barge' ? state : { ...state, monitor: startEar(turn, state, monitor) };
}

/** It ended, or was not made: tried again a moment later, and at last given up. `mayBeThere`: nobody said that it is gone. */
export function earFailed(turn: Turn, state: ConversationState, monitor: PresentMonitor, mayBeThere: boolean): void {
  // The second thing that went wrong with the same one.
  if (monitor.snoopId === null) return;
  const tries = (monitor.tries ?? 0) + 1;
  const deaf = mayBeThere ? endEar(turn, monitor) : { ...monitor, snoopId: null };
  if (tries > MAX_TRIES) {
    turn.fact({ kind: 'fault', where: 'monitor', reason: 'no ear at the agent\'s leg' });
    return turn.become(dropMonitor(turn, { ...state, monitor: deaf }, 'failed'));
  }
  turn.arm('monitor-ear', AGAIN_MS);
  turn.become({ ...state, monitor: { ...deaf, tries } });
}
