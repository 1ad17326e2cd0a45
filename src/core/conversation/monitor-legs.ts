/** What becomes of the legs of a monitoring: hers, and the ear at the agent's. */
import type { EventOf } from '../call/row.ts';
import type { ConversationState } from '../call/state.ts';
import type { Turn } from '../call/turn.ts';
import { earFailed } from './monitor-ear.ts';
import { dropMonitor } from './monitor-end.ts';
import { monitorOf, presentMonitor } from './monitor-of.ts';

const CALL_REJECTED = 21;

/** true: it was one of them. */
export function monitorLegEnded(turn: Turn, state: ConversationState, { channelId, end }: EventOf<'leg-ended'>): boolean {
  const monitor = monitorOf(state);
  const present = presentMonitor(state);
  if (present?.snoopId === channelId) {
    earFailed(turn, state, present, end.cause === null);
    return true;
  }
  if (monitor?.leg?.channelId !== channelId) return false;
  // Nobody knows how it ended, or she declined her own wish: she is not to blame.
  const isHers = end.cause === null || end.cause === CALL_REJECTED;
  turn.become(dropMonitor(turn, state, monitor.step === 'on' ? 'left' : 'failed', isHers ? 'released' : 'ring-failed'));
  return true;
}

/** true: the command was about her alone. That she is heard by nobody who should not hear her comes before her own hearing. */
export function monitorCommandFailed(turn: Turn, state: ConversationState, { command, subject, reason }: EventOf<'command-failed'>): boolean {
  const monitor = monitorOf(state);
  if (monitor === null) return false;
  const present = presentMonitor(state);
  if (monitor.leg?.channelId === subject) {
    const isBirth = command === 'create-seat-leg' || command === 'dial-leg';
    if (isBirth && monitor.step === 'ringing') turn.become(dropMonitor(turn, state, 'failed', reason === 'unknown' ? 'released' : 'ring-failed'));
    if (command === 'remove-from-bridge' && monitor.mode !== 'barge') turn.become(dropMonitor(turn, state, 'failed'));
    return true;
  }
  const isEar = command === 'create-snoop' && subject === monitor.snoopId;
  const isBridge = (command === 'create-bridge' || command === 'add-to-bridge') && subject === monitor.bridgeId;
  if (!isEar && !isBridge) return false;
  if (present !== null) earFailed(turn, state, present, true);
  return true;
}

/** After a break: who is not where she belongs is put there. An ear that died meanwhile is told as ended. */
export function monitorResumed(turn: Turn, bridged: readonly string[]): void {
  const { activity } = turn.call();
  if (activity.phase !== 'conversation') return;
  const present = presentMonitor(activity);
  if (present === null || present.snoopId === null || present.bridgeId === null) return;
  const channelIds = [present.leg.channelId, present.snoopId];
  if (channelIds.every((channelId) => bridged.includes(channelId))) return;
  turn.do({ kind: 'create-bridge', bridgeId: present.bridgeId });
  turn.do({ kind: 'add-to-bridge', bridgeId: present.bridgeId, channelIds });
}
