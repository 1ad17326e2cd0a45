/** Stops what a node began: sound, slot, a message, deadlines. */
import type { Turn } from '../call/turn.ts';
import { keepMessage } from './keep-message.ts';

const NODE_DEADLINES = ['playback', 'first-digit', 'inter-digit', 'slot-end', 'look-up', 'look-up-patience', 'message', 'transfer'];

export function quiet(turn: Turn): void {
  const { activity, clientChannelId, held } = turn.call();
  if (activity.phase !== 'ivr') return;
  if (activity.playbackId !== null) turn.do({ kind: 'stop-play', playbackId: activity.playbackId });
  keepMessage(turn, activity);
  const isHeld = Object.values(held).some(({ slot }) => slot === activity.slot);
  // Closing would forget the digits: who takes them closes it (request.ts).
  if (activity.slot !== null && clientChannelId !== null && !isHeld) turn.do({ kind: 'close-slot', channelId: clientChannelId, slot: activity.slot });
  for (const name of NODE_DEADLINES) turn.disarm(name);
}
