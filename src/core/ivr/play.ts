/** Words to the caller, in the call's language. */
import type { IvrState } from '../call/state.ts';
import type { Said } from '../call/world.ts';
import type { Turn } from '../call/turn.ts';
import { valuesOf } from './built-in.ts';
import type { NodeId } from './flow.ts';
import { faulty, STAY, type Outcome } from './outcome.ts';
import type { PromptPart } from './prompt-part.ts';

/** A node that has just begun. */
export const freshStep: Omit<IvrState, 'node'> = {
  phase: 'ivr',
  step: 'saying',
  playbackId: null,
  slot: null,
  digits: '',
  noInput: 0,
  noMatch: 0,
  requestId: null,
  then: null,
};

export function sayable(turn: Turn, parts: readonly PromptPart[]): Said {
  return turn.world.say(parts, { answers: valuesOf(turn.call()), language: turn.call().language, businessAt: turn.businessAt });
}

/** The playback, or why it cannot be said. Rows and announcements may come to no words at all: null. */
export type Played = { readonly playbackId: string | null } | { readonly unsayable: string };

export function play(turn: Turn, parts: readonly PromptPart[]): Played {
  const { clientChannelId, language } = turn.call();
  if (clientChannelId === null) return { playbackId: null };
  const said = sayable(turn, parts);
  if (said.kind === 'unsayable') return { unsayable: said.reason };
  return { playbackId: playClips(turn, said.clips, language) };
}

function playClips(turn: Turn, clips: readonly string[], language: 'zh-CN' | 'en'): string | null {
  const { clientChannelId } = turn.call();
  if (clientChannelId === null || clips.length === 0) return null;
  const playbackId = turn.mint('p');
  turn.do({ kind: 'play', channelId: clientChannelId, playbackId, language, clips });
  turn.arm('playback', turn.world.durationMs(clips, language) + turn.world.limits.playbackGraceMs);
  return playbackId;
}

/** Says, and goes on to `then` when it is over (null: what the node does after its words). Without any words it goes on at once. */
export function speakThen(turn: Turn, words: { node: NodeId; say: readonly PromptPart[]; then: NodeId | null }): Outcome | 'no words' {
  const played = play(turn, words.say);
  if ('unsayable' in played) return faulty(played.unsayable);
  if (played.playbackId === null) return 'no words';
  turn.become({ ...freshStep, node: words.node, playbackId: played.playbackId, then: words.then });
  return STAY;
}
