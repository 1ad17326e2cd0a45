/** What a step may know besides state and event: values fixed when the server started (flows, clips, calendars, limits). */
import type { Answers, Flow } from '../ivr/flow.ts';
import type { PromptPart } from '../ivr/prompt-part.ts';
import type { Language } from '../speech/clip.ts';
import type { QueueRules, WaitingAct } from '../waiting/rules.ts';

/** Clips in playing order, or why it cannot be said. */
export type Said = { readonly kind: 'clips'; readonly clips: readonly string[] } | { readonly kind: 'unsayable'; readonly reason: string };

export interface World {
  /** A flow of the release a call began with; a running call stays on it. */
  flow(id: string, release: number): Flow | null;
  /** The flow of a dialled number in the newest good release. */
  flowOf(dnis: string): { readonly flow: Flow; readonly release: number } | null;
  /** `businessAt`: announcements have their time. */
  say(parts: readonly PromptPart[], ask: { readonly answers: Answers; readonly language: Language; readonly businessAt: number }): Said;
  /** Clips of a seat's number, digit by digit (报工号). */
  sayAgent(extension: string, language: Language): readonly string[];
  sayPlace(place: number, language: Language): readonly string[];
  /** 0: less than a minute. */
  sayWait(minutes: number, language: Language): readonly string[];
  sayKey(act: WaitingAct, digit: string, language: Language): readonly string[];
  /** As the firm has set it; null: there is no such queue. */
  queue(name: string): QueueRules | null;
  durationMs(clips: readonly string[], language: Language): number;
  /** null: the calendar has no answer for that day; the caller is treated as inside hours and the fault is noted. */
  isOpen(calendar: string, businessAt: number): boolean | null;
  readonly limits: CallLimits;
}

export interface CallLimits {
  /** A playback whose end is never told is taken as ended this long after its length. */
  readonly playbackGraceMs: number;
  readonly lookupPatienceMs: number;
  readonly placeTimeoutMs: number;
  readonly comfortEveryMs: number;
  readonly maxWaitMs: number;
  /** A kept place that found no agent for so long is given up; the case tells. */
  readonly maxKeptMs: number;
  /** The seat's phone: dial time-out beyond the ring time, only a safety. */
  readonly dialGraceMs: number;
  readonly clientRingMs: number;
  readonly maxCallMs: number;
  /** How long a client waits for an agent's page that went away, before she is given to another seat. */
  readonly rejoinMs: number;
}

export const DEFAULT_LIMITS: CallLimits = {
  playbackGraceMs: 3_000,
  lookupPatienceMs: 1_000,
  placeTimeoutMs: 1_000,
  comfortEveryMs: 30_000,
  maxWaitMs: 600_000,
  maxKeptMs: 2 * 3_600_000,
  dialGraceMs: 5_000,
  clientRingMs: 45_000,
  maxCallMs: 4 * 3_600_000,
  rejoinMs: 30_000,
};
