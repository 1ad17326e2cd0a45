/** The end of a talk, whoever ended it. */
import type { AttemptOutcome } from '../call/commands.ts';
import type { ConversationState } from '../call/state.ts';
import type { Turn } from '../call/turn.ts';
import { dropCheck } from './check-end.ts';
import { dropGuest } from './guest-end.ts';
import { leadOut } from './lead.ts';

/** What is the same for every end: bridge away, recording sealed, seat to ACW, ledger closed. Legs are left alone. */
export function endTalk(turn: Turn, state: ConversationState, by: 'client' | 'seat' | 'transfer', unanswered: AttemptOutcome | null = null): void {
  const { clientChannelId, callback } = turn.call();
  for (const name of ['announcement', 'client-ring', 'note', 'rejoin', 'resume-recording']) turn.disarm(name);
  dropCheck(turn, state, 'interrupted');
  const alone = dropGuest(turn, state, 'talk-over');
  if (state.bridgeId !== null) turn.do({ kind: 'destroy-bridge', bridgeId: state.bridgeId });
  if (isRecorded(state)) {
    if (clientChannelId !== null) turn.do({ kind: 'stop-recording', channelId: clientChannelId, recordingId: state.recordingId });
    turn.do({ kind: 'seal-recording', recordingId: state.recordingId });
  }
  leadOut(turn, alone, by);
  if (callback === null) return;
  const outcome = unanswered ?? (state.connectedAt === null ? 'failed' : 'talked');
  turn.do({ kind: 'note-attempt', attemptId: callback.attemptId, event: { kind: 'ended', outcome } });
  turn.fact({ kind: 'attempt-ended', attemptId: callback.attemptId, outcome });
}

const isRecorded = (state: ConversationState): boolean => state.step === 'announcing' || state.step === 'connected';
