/** Clips made while we run: announcements and texts of the back office. Whole files only, looked at when they are asked for. */
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import path from 'node:path';
import type { PromptLanguage } from '../../contract/prompt-catalogue.ts';
import { FRAME_MS, FRAME_SAMPLES } from './a-law.ts';

/** `said`: a text of the back office, gives way to newer ones. `announced`: an announcement, stays. */
export type LiveKind = 'said' | 'announced';
const LIVE = /^(?:said|announced)\./;
/** Below play/<language> and alaw/<language>: a build leaves it alone. */
export const LIVE_FOLDER = 'live';

/** The id follows from the text alone: whoever needs it, on whatever server, finds the clip that another has made. */
export function liveClipId(kind: LiveKind, text: string, language: PromptLanguage): string {
  return `${kind}.${createHash('sha256').update(`${language}\n${text}`).digest('hex').slice(0, 32)}`;
}

export function isLiveClip(clipId: string): boolean {
  return LIVE.test(clipId);
}

export function livePlayFile(promptsFolder: string, language: PromptLanguage, clipId: string): string {
  return path.join(promptsFolder, 'play', language, LIVE_FOLDER, `${clipId}.sln`);
}

/**
 * Length of a whole clip; 0 when there is none. The file is looked at each time, not remembered: another process may have made
 * it a moment ago, and a look costs less than anything else that is done for a caller.
 */
export function liveClipMs(promptsFolder: string, language: PromptLanguage, clipId: string): number {
  const bytes = statSync(livePlayFile(promptsFolder, language, clipId), { throwIfNoEntry: false })?.size ?? 0;
  const frames = bytes / 2 / FRAME_SAMPLES;
  return Number.isInteger(frames) ? frames * FRAME_MS : 0;
}
