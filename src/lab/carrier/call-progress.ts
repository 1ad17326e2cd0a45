import type { EarEvent } from '../ear/recogniser.ts';
import type { Transcript } from '../ear/transcript.ts';
import type { KeyGroup } from './call-keys.ts';

/** A prompt that asks has been heard when nothing has followed it for so long. */
const ASKED_AFTER_MS = 120;
/** The answer has been heard when nothing has followed it for so long. */
const ANSWERED_AFTER_MS = 1_200;
/** Prompts that only bridge the time until the real answer. */
const BRIDGING = /(^|\.)wait$|\.to-person$|^recording\.notice$|^queue\.(joining|place|comfort|offered)|^guard\./;

/**
 * What a caller with these keys does next, from what he has heard: presses the next group once a prompt that asks was heard to its
 * end, and is done when the last answer was, or when the talk has lasted long enough.
 */
export function createProgress(options: { groups: readonly KeyGroup[]; transcript: Transcript; isStaying: boolean; holdMs: number }) {
  const { groups, transcript } = options;
  let pressedGroups = 0;
  let pressedSinceMs = -Infinity;
  let isSpeaking = false;
  let quietSinceMs = Infinity;
  let hasAsked = false;
  let hasAnswered = false;
  let talkSinceMs: number | undefined;

  /** Only what began after the last key can be its answer. */
  const isNew = (startedAtMs: number): boolean => startedAtMs >= pressedSinceMs;

  return {
    hear(event: EarEvent): void {
      if (event.kind === 'clip-started') isSpeaking = true;
      if (event.kind === 'voice-started' && transcript.isTalking()) talkSinceMs ??= event.atMs;
      if (event.kind !== 'clip-ended') return;
      isSpeaking = false;
      quietSinceMs = event.atMs;
      if (!isNew(event.startedAtMs) || !event.isComplete) return;
      hasAsked ||= event.clip.asks !== undefined;
      if (event.clip.kind === 'speech') hasAnswered = !BRIDGING.test(event.clip.id);
    },
    pressing(atMs: number): void {
      pressedGroups += 1;
      pressedSinceMs = atMs;
      hasAsked = false;
      hasAnswered = false;
    },
    pressed(atMs: number): void {
      quietSinceMs = Math.max(quietSinceMs, atMs);
    },
    next(atMs: number): KeyGroup | 'served' | 'talked' | 'wait' {
      const quietMs = isSpeaking ? 0 : atMs - quietSinceMs;
      const group = groups[pressedGroups];
      if (group) return hasAsked && quietMs >= ASKED_AFTER_MS ? group : 'wait';
      if (talkSinceMs !== undefined) return atMs - talkSinceMs >= options.holdMs ? 'talked' : 'wait';
      if (options.isStaying || transcript.isOnWayToPerson()) return 'wait';
      if (hasAsked && quietMs >= ASKED_AFTER_MS) return 'served';
      return hasAnswered && quietMs >= ANSWERED_AFTER_MS ? 'served' : 'wait';
    },
    /** The other side has hung up: everything asked was pressed, an answer was heard, and no person was waited for. */
    isServed: (): boolean => pressedGroups >= groups.length && hasAnswered && !transcript.isOnWayToPerson(),
  };
}
export type CallProgress = ReturnType<typeof createProgress>;
