/** A check is over, whatever became of it: the slot is closed, the recording goes on, and what both heard is stopped. */
import type { CheckResult, ConversationState, PinCheck } from '../call/state.ts';
import type { Turn } from '../call/turn.ts';
import { REJOIN_WORDS } from './away-words.ts';
import { park } from './park.ts';

export const CHECK_DEADLINES = ['check', 'check-prompt', 'check-first-key', 'check-next-key', 'check-answer'] as const;

/** In this order: what was keyed is forgotten before anything is recorded again. */
export function dropCheck(turn: Turn, state: ConversationState, result: CheckResult): ConversationState {
  const { check } = state;
  if (check === undefined || check === null) return state;
  for (const name of CHECK_DEADLINES) turn.disarm(name);
  const { clientChannelId } = turn.call();
  if (clientChannelId !== null) leave(turn, state, check, clientChannelId);
  if (check.seatPlaybackId !== null) turn.do({ kind: 'stop-play', playbackId: check.seatPlaybackId });
  turn.fact({ kind: 'check-ended', seatId: state.offer.seatId, result, tookMs: turn.at - check.since });
  return { ...state, check: null, checked: { result, at: turn.at }, since: turn.at };
}

function leave(turn: Turn, { recordingId }: ConversationState, check: PinCheck, channelId: string): void {
  if (check.slot !== null) turn.do({ kind: 'close-slot', channelId, slot: check.slot });
  turn.do({ kind: 'clear-keys', channelId });
  turn.do({ kind: 'resume-recording', channelId, recordingId });
  if (check.playbackId !== null) turn.do({ kind: 'stop-play', playbackId: check.playbackId });
}

/** Both together again; whose agent's page is away meanwhile hears music. */
export function endCheck(turn: Turn, state: ConversationState, result: CheckResult): void {
  const talk = dropCheck(turn, state, result);
  const { clientChannelId } = turn.call();
  if (talk.away !== null) return turn.become(park(turn, talk, REJOIN_WORDS));
  if (talk.bridgeId !== null && clientChannelId !== null) turn.do({ kind: 'add-to-bridge', bridgeId: talk.bridgeId, channelIds: [clientChannelId] });
  turn.become(talk);
}

const RESUME_TRIES = 20;
const RESUME_AGAIN_MS = 3_000;

/** A recording that does not go on is a gap from now on; it is asked for again until it does. */
export function resumeFailed(turn: Turn, state: ConversationState, reason: string): void {
  // Its gap is noted already.
  if (state.recording === 'failed') return;
  const resumeTries = (state.resumeTries ?? 0) + 1;
  if (resumeTries === 1) {
    turn.do({ kind: 'note-recording-gap', recordingId: state.recordingId, reason: 'not resumed' });
    turn.fact({ kind: 'recording-gap', recordingId: state.recordingId, reason: `not resumed: ${reason}` });
  }
  if (resumeTries < RESUME_TRIES) turn.arm('resume-recording', RESUME_AGAIN_MS);
  turn.become({ ...state, resumeTries });
}

export function resumeAgain(turn: Turn, { recordingId, check }: ConversationState): void {
  const { clientChannelId } = turn.call();
  // A check that began meanwhile has its own pause, and its own end.
  if (clientChannelId === null || (check !== undefined && check !== null)) return;
  turn.do({ kind: 'resume-recording', channelId: clientChannelId, recordingId });
}
