/** Parts of a flow as clips of the call's language: prompts, values by the grammar, rows, announcements, texts of the back office. */
import type { Said } from '../core/call/world.ts';
import type { Answers } from '../core/ivr/flow.ts';
import type { AnswerPath, PromptPart } from '../core/ivr/prompt-part.ts';
import type { Language } from '../core/speech/clip.ts';
import { nameClipId } from '../core/speech/name-clip.ts';
import { speak } from '../core/speech/speak.ts';

export interface Sounds {
  has(clipId: string, language: Language): boolean;
  /** Whole length of these clips played in a row. */
  durationMs(clips: readonly string[], language: Language): number;
}

/** Clips of the announcements in effect at a place. */
export type Announced = (place: string, language: Language, businessAt: number) => readonly string[];

export interface Speaking {
  readonly sounds: Sounds;
  readonly announced: Announced;
  readonly answers: Answers;
  readonly language: Language;
  readonly businessAt: number;
}

/** A list that a person listens to has an end; the flow asks in pages long before this. */
const MAX_ROWS = 50;

export function sayParts(parts: readonly PromptPart[], speaking: Speaking): Said {
  const clips: string[] = [];
  for (const part of parts) {
    const said = partClips(part, { ...speaking, row: '' });
    if (said === null) return { kind: 'unsayable', reason: `${nameOfPart(part)} cannot be spoken` };
    clips.push(...said);
  }
  const missing = clips.find((clip) => !speaking.sounds.has(clip, speaking.language));
  return missing === undefined ? { kind: 'clips', clips } : { kind: 'unsayable', reason: `clip ${missing} is missing` };
}

function nameOfPart(part: PromptPart): string {
  if (typeof part === 'string') return part;
  if ('announce' in part) return part.announce;
  return 'each' in part ? part.each : 'clip' in part ? part.clip : part.from;
}

/** `row`: the path that a path beginning with a dot goes on from; '' outside of rows. */
interface InRow extends Speaking {
  readonly row: string;
}

/** null: it cannot be said. */
function partClips(part: PromptPart, speaking: InRow): readonly string[] | null {
  if (typeof part === 'string') return [part];
  if ('announce' in part) return announcementClips(part.announce, speaking);
  if ('each' in part) return rowClips(part, speaking);
  if ('clip' in part) {
    const clip = speaking.answers[pathOf(part.clip, speaking)];
    return typeof clip !== 'string' ? null : clip === '' ? [] : [clip];
  }
  const from = pathOf(part.from, speaking);
  if (part.speak === 'name') return nameClips(from, speaking);
  const value = speaking.answers[from];
  if (value === undefined) return null;
  const said = speak(part.speak, value, speaking.language);
  return 'clips' in said ? said.clips : null;
}

function pathOf(path: AnswerPath, { row }: InRow): AnswerPath {
  return path.startsWith('.') ? row + path : path;
}

/** One whose sound is gone is left out: a menu never fails for want of an announcement. */
function announcementClips(place: string, { announced, sounds, language, businessAt }: InRow): readonly string[] {
  return announced(place, language, businessAt).filter((clip) => sounds.has(clip, language));
}

function rowClips(part: Extract<PromptPart, { each: string }>, speaking: InRow): readonly string[] | null {
  const prefix = pathOf(part.each, speaking);
  const rows = Number(speaking.answers[`${prefix}.rows`]);
  if (!Number.isInteger(rows) || rows < 0) return null;
  const clips: string[] = [];
  for (let row = 1; row <= Math.min(rows, MAX_ROWS); row += 1) {
    for (const one of part.say) {
      const said = partClips(one, { ...speaking, row: `${prefix}.${row}` });
      if (said === null) return null;
      clips.push(...said);
    }
  }
  return clips;
}

/** A security's name; one that has no clip in this language (a share listed today, or without an English name) is told by its code. */
function nameClips(path: AnswerPath, { answers, sounds, language }: InRow): readonly string[] | null {
  const code = answers[`${path}.code`];
  const kind = answers[`${path}.kind`];
  if (typeof code !== 'string') return null;
  const clip = nameClipId({ code, kind: kind === 'index' || kind === 'fund' ? kind : 'stock' });
  if (sounds.has(clip, language)) return [clip];
  const said = speak('code', code, language);
  return 'clips' in said ? said.clips : null;
}
