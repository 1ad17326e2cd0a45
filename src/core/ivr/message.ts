/**
 * A message after the tone: recorded from the caller's leg, filed as a case, sealed like every recording.
 *
 *   words --(over | a key)--> tone, recording --(# | silence | maxMs | hang-up)--> filed, next
 *                                             \--(shorter than a word, or not a word)--> empty
 */
import type { SlotSpec } from '../call/commands.ts';
import type { IvrState } from '../call/state.ts';
import { playable } from '../call/playable.ts';
import type { Turn } from '../call/turn.ts';
import { keepMessage, withoutRecording } from './keep-message.ts';
import type { MessageNode, NodeId } from './flow.ts';
import { goTo, STAY, type Outcome } from './outcome.ts';
import { nodeOf } from './place.ts';
import { freshStep } from './play.ts';
import { clearKeys } from './question.ts';

const TONE = 'tone.record';
/** Keys other than `#` are part of the message; so many of them end it too. */
const MAX_KEYS = 32;

const endOf = (slot: string, { silenceMs }: MessageNode): SlotSpec => ({ slot, maxDigits: MAX_KEYS, terminators: '#', slotClass: 'plain', quietMs: silenceMs });

/** The expectation is written first; keys that cut the words are not keys of the message. */
export function startMessage(turn: Turn, id: NodeId, node: MessageNode): Outcome {
  const { clientChannelId: channelId, callId, language } = turn.call();
  if (channelId === null) return STAY;
  clearKeys(turn);
  const minted = turn.mint('m');
  const recordingId = `${callId}-m${minted.slice(minted.lastIndexOf('.') + 1)}`;
  const slot = turn.mint('s');
  turn.do({ kind: 'open-slot', channelId, spec: endOf(slot, node) });
  turn.do({ kind: 'expect-recording', recordingId, of: 'message', seatId: null, caseId: null, attemptId: null });
  turn.do({ kind: 'start-recording', channelId, recordingId });
  const clips = playable(turn, [TONE]);
  const playbackId = clips.length === 0 ? null : turn.mint('p');
  if (playbackId !== null) turn.do({ kind: 'play', channelId, playbackId, language, clips });
  const toneMs = turn.world.durationMs(clips, language);
  turn.arm('message', toneMs + node.maxMs);
  turn.become({ ...freshStep, node: id, step: 'recording', playbackId, slot, recording: { recordingId, startedAt: turn.at + toneMs } });
  return STAY;
}

/** Ended by `#`, by its longest time, or by her silence: kept, and on. `by`: what ended it. */
export function endMessage(turn: Turn, state: IvrState, by: string | null = null): Outcome {
  const node = nodeOf(turn, state.node);
  const isKept = keepMessage(turn, state, { saidNothing: by === 'nothing' });
  if (node?.kind !== 'message') return { kind: 'fault', reason: 'not a message' };
  return goTo(isKept ? node.next : node.empty);
}

/** The gap is noted; what the caller says now would reach nobody. */
export function recordingFailed(turn: Turn, state: IvrState, reason: string): Outcome {
  const node = nodeOf(turn, state.node);
  if (state.recording === undefined || node?.kind !== 'message') return STAY;
  const { recordingId } = state.recording;
  turn.do({ kind: 'note-recording-gap', recordingId, reason });
  turn.do({ kind: 'seal-recording', recordingId });
  turn.fact({ kind: 'recording-gap', recordingId, reason });
  turn.become(withoutRecording(state));
  return goTo(node.failed);
}

/** After a break the recording has gone on; only the vault has forgotten that it listens for `#`, and for silence. */
export function messageGoesOn(turn: Turn, state: IvrState): Outcome {
  const { clientChannelId: channelId } = turn.call();
  const node = nodeOf(turn, state.node);
  if (channelId === null || node?.kind !== 'message') return STAY;
  const slot = turn.mint('s');
  turn.do({ kind: 'open-slot', channelId, spec: endOf(slot, node) });
  turn.become({ ...state, slot });
  return STAY;
}
