/** Ends a call in any phase: the limit of a call's length, or an operator's word. Seats and queue places are given back. */
import { endTalk } from '../conversation/end-talk.ts';
import { endOutside } from '../outside/row.ts';
import { keepMessage } from '../ivr/keep-message.ts';
import { withdraw } from '../waiting/leave.ts';
import { endCall } from './ending.ts';
import type { Turn } from './turn.ts';

export function endWhereverItIs(turn: Turn): void {
  const { activity } = turn.call();
  if (activity.phase === 'waiting') withdraw(turn, activity, 'refused');
  if (activity.phase === 'ivr') keepMessage(turn, activity);
  if (activity.phase === 'conversation') endTalk(turn, activity, 'seat');
  if (activity.phase === 'outside') endOutside(turn, activity);
  if (turn.call().activity.phase !== 'ended') endCall(turn, null);
}
