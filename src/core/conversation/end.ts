/** How a conversation ends: who went first decides what the other hears. */
import { clientGone, endCall, sayGoodbye } from '../call/ending.ts';
import type { AttemptOutcome } from '../call/commands.ts';
import type { LegEnd } from '../call/events.ts';
import type { ConversationState } from '../call/state.ts';
import type { Turn } from '../call/turn.ts';
import { startAfterTalk } from '../ivr/enter.ts';
import { startWaiting } from '../waiting/enter.ts';
import { endTalk } from './end-talk.ts';
import { inheritedByGuest } from './hand-over.ts';
import { inheritedByMonitor } from './take-over.ts';

/** Q.850 causes of a leg that was hung up by its party; everything else is a line or a device that failed. */
const NORMAL_CAUSES = new Set<number | null>([null, 0, 16, 17, 21, 26, 31, 127]);

/** Q.850 41, temporary failure: the line, not the agent. */
export const LINE_FAILED: LegEnd = { cause: 41, sipCode: null };

export function clientLeft(turn: Turn, state: ConversationState, end: LegEnd): void {
  const { clientChannelId } = turn.call();
  // Found missing, not told: its birth may still be on the way, and would ring for nobody.
  if (clientChannelId !== null && state.step === 'dialling' && end.cause === null) turn.do({ kind: 'hang-up-leg', channelId: clientChannelId, reason: 'normal' });
  turn.patch({ clientChannelId: null, isClientUp: false });
  const unanswered = state.step === 'dialling' ? outcomeOf(end) : null;
  endTalk(turn, state, 'client', unanswered);
  clientGone(turn, end);
}

/** A leg of the agent's page that died under the talk, and not by her hand: nobody says why a dead page's leg ended. */
export function isPageLost(state: ConversationState, end: LegEnd): boolean {
  return state.offer.isPage && state.step === 'connected' && (end.cause === null || !NORMAL_CAUSES.has(end.cause));
}

/** The agent hung up: a caller hears a goodbye. A device that failed: she is asked to stay, and keeps the old place. */
export function seatLeft(turn: Turn, state: ConversationState, end: LegEnd): void {
  if (inheritedByGuest(turn, state) || inheritedByMonitor(turn, state)) return;
  const isLost = !NORMAL_CAUSES.has(end.cause) || (state.away !== null && end.cause === null);
  endTalk(turn, state, 'seat');
  const call = turn.call();
  if (call.clientChannelId === null || (call.callback !== null && !isLost)) return endCall(turn, null);
  for (const playbackId of [state.playbackId, state.musicId]) if (playbackId !== null) turn.do({ kind: 'stop-play', playbackId });
  if (isLost || state.step === 'announcing') {
    turn.fact({ kind: 'seat-leg-lost', seatId: state.offer.seatId, cause: end.cause });
    // A callback is not put into a queue: it is for one agent, and is tried again.
    if (call.callback !== null) return sayGoodbye(turn, ['queue.sorry']);
    return startWaiting(turn, { queue: state.queue, enteredAt: state.enteredAt });
  }
  if (!startAfterTalk(turn)) sayGoodbye(turn, ['goodbye']);
}

/** Why a client's phone was not answered, from the cause of its leg (asterisk-facts 3). Unsure is `unknown`, never redialled blind. */
export function outcomeOf(end: LegEnd): AttemptOutcome {
  switch (end.cause) {
    case 17:
      return 'busy';
    case 18:
    case 19:
    case 32:
      return 'no-answer';
    case 21:
      return 'rejected';
    case 1:
    case 22:
    case 28:
      return 'invalid-number';
    case null:
      return 'unknown';
    default:
      return 'failed';
  }
}
