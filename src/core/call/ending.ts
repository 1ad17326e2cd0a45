/** Ways a call comes to its end; whatever is still up is hung up, whatever is armed is disarmed. */
import type { LegEnd } from './events.ts';
import { playable } from './playable.ts';
import type { Turn } from './turn.ts';

/** The call is over now. The client's leg is hung up when it is still there. */
export function endCall(turn: Turn, end: LegEnd | null): void {
  const call = turn.call();
  if (call.clientChannelId !== null) turn.do({ kind: 'hang-up-leg', channelId: call.clientChannelId, reason: 'normal' });
  turn.patch({ clientChannelId: null, isClientUp: false, deadlines: [] });
  turn.become({ phase: 'ended' });
  turn.fact({ kind: 'call-ended', cause: end?.cause ?? null, durationMs: turn.at - call.startedAt });
}

/** The client's leg is gone: nothing of it is left to hang up. */
export function clientGone(turn: Turn, end: LegEnd): void {
  turn.patch({ clientChannelId: null, isClientUp: false });
  endCall(turn, end);
}

/** Last words to the client, then hang up. Without a leg, or without words, the call ends at once. */
export function sayGoodbye(turn: Turn, words: readonly string[]): void {
  const clips = playable(turn, words);
  const { clientChannelId, language } = turn.call();
  if (clientChannelId === null || clips.length === 0) return endCall(turn, null);
  turn.patch({ deadlines: [] });
  const playbackId = turn.mint('p');
  turn.do({ kind: 'play', channelId: clientChannelId, playbackId, language, clips });
  turn.arm('last-words', turn.world.durationMs(clips, language) + turn.world.limits.playbackGraceMs);
  turn.become({ phase: 'after', playbackId });
}
