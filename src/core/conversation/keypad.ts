/** For whom the agent presses keys: the guest she talks with (a menu at a number outside), else the client. null: she talks with nobody. */
import type { CallState } from '../call/state.ts';
import { isChecking } from './checking.ts';
import { isApart, talkingGuest } from './parties.ts';

export function keypadLeg({ activity, clientChannelId }: CallState): string | null {
  if (activity.phase !== 'conversation' || activity.step !== 'connected' || isChecking(activity)) return null;
  const guest = talkingGuest(activity);
  if (guest !== null && !isApart(guest)) return guest.leg.channelId;
  return activity.musicId === null ? clientChannelId : null;
}
