/** What a supervisor may do with a talk in her list. */
import type { Talk } from '../../contract/desk/monitor.ts';
import type { TalkAction } from './use-talks.ts';

export interface TalkActions {
  /** She is at it already. */
  readonly isThere: boolean;
  readonly actions: readonly TalkAction[];
}

const waysIn: readonly TalkAction[] = ['listen', 'whisper', 'barge'];

/** Taking over is for who is there: she has heard what it is about. Nothing for her own talk, and for one that another supervisor is at. */
export function talkActionsOf({ extension, monitoredBy, mode }: Talk, own: string): TalkActions {
  const isThere = monitoredBy === own;
  if (extension === own || (monitoredBy !== null && !isThere)) return { isThere: false, actions: [] };
  return { isThere, actions: isThere ? [...waysIn.filter((way) => way !== mode), 'take-over'] : waysIn };
}
