/** How a call stands, for the page of the seat that holds it: a pure reading of the state, sent when it changes. */
import type { CallAuth, CallState, Checked, ConversationState } from '../call/state.ts';
import { isChecking } from './checking.ts';

export interface CallView {
  readonly callId: string;
  readonly step: 'dialling' | 'announcing' | 'connected' | 'held' | 'checking' | 'rejoining' | 'ended';
  /** When this step began, epoch ms. */
  readonly since: number;
  readonly connectedAt: number | null;
  /** Holds that are over, ms. */
  readonly heldMs: number;
  readonly isMuted: boolean;
  readonly recording: 'off' | 'on' | 'paused' | 'failed';
  /** How the last PIN check came out; null: there was none. */
  readonly checked: Checked | null;
  readonly auth: ShownAuth;
}

/** Who the client has proven to be, how, and when. */
export type ShownAuth = Pick<CallAuth, 'level' | 'method' | 'at'>;

export interface SeatView {
  readonly seatId: string;
  readonly view: CallView;
}

function stepOf(talk: ConversationState): CallView['step'] {
  if (talk.step === 'noting-attempt' || talk.step === 'dialling') return 'dialling';
  if (talk.away !== null) return 'rejoining';
  if (talk.step === 'announcing') return 'announcing';
  if (isChecking(talk)) return 'checking';
  return talk.heldSince === null ? 'connected' : 'held';
}

export const shownAuth = ({ level, method, at }: CallAuth): ShownAuth => ({ level, method, at });

/** null: no agent has it. */
export function viewOf({ callId, activity, auth }: CallState): SeatView | null {
  if (activity.phase !== 'conversation') return null;
  const { since, connectedAt, heldMs, isMuted, checked } = activity;
  const recording = isChecking(activity) && activity.recording === 'on' ? 'paused' : activity.recording;
  const view: CallView = { callId, step: stepOf(activity), since, connectedAt, heldMs, isMuted, recording, checked: checked ?? null, auth: shownAuth(auth) };
  return { seatId: activity.offer.seatId, view };
}

/** What the page is to be shown after a step; null: nothing has changed. */
export function viewChange(before: CallState, after: CallState, at: number): SeatView | null {
  const was = viewOf(before);
  const is = viewOf(after);
  if (is === null) return was === null ? null : { seatId: was.seatId, view: { ...was.view, step: 'ended', since: at, isMuted: false, recording: 'off' } };
  const isSame = was !== null && was.seatId === is.seatId && JSON.stringify(was.view) === JSON.stringify(is.view);
  return isSame ? null : is;
}
