/** How a call stands, for the page of the seat that holds it: a pure reading of the state, sent when it changes. */
import type { CallState, ConversationState } from '../call/state.ts';

export interface CallView {
  readonly callId: string;
  readonly step: 'dialling' | 'announcing' | 'connected' | 'held' | 'rejoining' | 'ended';
  /** When this step began, epoch ms. */
  readonly since: number;
  readonly connectedAt: number | null;
  /** Holds that are over, ms. */
  readonly heldMs: number;
  readonly isMuted: boolean;
  readonly recording: 'off' | 'on' | 'failed';
}

export interface SeatView {
  readonly seatId: string;
  readonly view: CallView;
}

function stepOf(talk: ConversationState): CallView['step'] {
  if (talk.step === 'noting-attempt' || talk.step === 'dialling') return 'dialling';
  if (talk.away !== null) return 'rejoining';
  if (talk.step === 'announcing') return 'announcing';
  return talk.heldSince === null ? 'connected' : 'held';
}

/** null: no agent has it. */
export function viewOf({ callId, activity }: CallState): SeatView | null {
  if (activity.phase !== 'conversation') return null;
  const { since, connectedAt, heldMs, isMuted, recording } = activity;
  return { seatId: activity.offer.seatId, view: { callId, step: stepOf(activity), since, connectedAt, heldMs, isMuted, recording } };
}

/** What the page is to be shown after a step; null: nothing has changed. */
export function viewChange(before: CallState, after: CallState, at: number): SeatView | null {
  const was = viewOf(before);
  const is = viewOf(after);
  if (is === null) return was === null ? null : { seatId: was.seatId, view: { ...was.view, step: 'ended', since: at, isMuted: false, recording: 'off' } };
  const isSame = was !== null && was.seatId === is.seatId && (Object.keys(is.view) as (keyof CallView)[]).every((key) => was.view[key] === is.view[key]);
  return isSame ? null : is;
}
