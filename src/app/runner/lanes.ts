/**
 * Two lanes per call, so that a slow store never holds up Asterisk: what must be in order stands in one lane. The pop goes
 * ahead of the INVITE and the ledger's expectation ahead of the recording, so both travel with telephony, each with a
 * bound on how long it may hold the lane.
 */
import type { CallCommand } from '../../core/call/commands.ts';
import { createLane } from './lane.ts';

const STORE_LANE = new Set<CallCommand['kind']>([
  'enter-queue', 'leave-queue', 'keep-place', 'return-to-queue', 'ask-place', 'reserve-seat', 'tell-seat', 'identify-client', 'look-up', 'seal-recording',
  'note-recording-gap', 'note-attempt', 'show-call', 'file-message',
]);

export function laneOf(command: CallCommand): 'telephony' | 'store' {
  return STORE_LANE.has(command.kind) ? 'store' : 'telephony';
}

export interface CallLanes {
  dispatch(commands: readonly CallCommand[]): void;
  /** Not yet confirmed, oldest first. */
  unconfirmed(): CallCommand[];
  isEmpty(): boolean;
}

export function createCallLanes(perform: (command: CallCommand) => Promise<void>, onDrained: () => void): CallLanes {
  const lanes = { telephony: createLane(perform, onDrained), store: createLane(perform, onDrained) };
  return {
    dispatch: (commands) => {
      for (const name of ['telephony', 'store'] as const) {
        const ours = commands.filter((command) => laneOf(command) === name);
        if (ours.length > 0) lanes[name].push(ours);
      }
    },
    unconfirmed: () => [...lanes.telephony.unconfirmed(), ...lanes.store.unconfirmed()].sort((a, b) => a.id - b.id),
    isEmpty: () => lanes.telephony.isEmpty() && lanes.store.isEmpty(),
  };
}
