/** What the machines may know, built once at the start: flows, sounds, calendars, limits. */
import { isServiceOpen, type FirmCalendar } from '../core/calendar/firm-calendar.ts';
import type { CallLimits, Said, World } from '../core/call/world.ts';
import type { Answers, Flow } from '../core/ivr/flow.ts';
import type { PromptPart } from '../core/ivr/prompt-part.ts';
import type { Language } from '../core/speech/clip.ts';
import { nameClipId } from '../core/speech/name-clip.ts';
import { speak } from '../core/speech/speak.ts';

export interface Sounds {
  has(clipId: string, language: Language): boolean;
  /** Whole length of these clips played in a row. */
  durationMs(clips: readonly string[], language: Language): number;
}

export interface WorldParts {
  readonly flows: readonly Flow[];
  /** Number of the release these flows are. */
  readonly release: number;
  readonly sounds: Sounds;
  readonly calendar: FirmCalendar;
  readonly limits: CallLimits;
}

export function createWorld(parts: WorldParts): World {
  const { release } = parts;
  const byId = new Map(parts.flows.map((flow) => [flow.id, flow]));
  const byDnis = new Map(parts.flows.flatMap((flow) => flow.dnis.map((dnis) => [dnis, { flow, release }] as const)));
  const clipsOf = (kind: 'seat' | 'place', value: string | number, language: Language): readonly string[] => {
    const spoken = speak(kind, value, language);
    return 'clips' in spoken ? spoken.clips : [];
  };
  return {
    flow: (id, of) => (of === release ? (byId.get(id) ?? null) : null),
    flowOf: (dnis) => byDnis.get(dnis) ?? null,
    say: (said, ask) => say(parts.sounds, said, ask),
    sayAgent: (extension, language) => ['agent.before', ...clipsOf('seat', extension, language), 'agent.after'],
    sayPlace: (place, language) => ['queue.place.before', ...clipsOf('place', place, language)],
    durationMs: (clips, language) => parts.sounds.durationMs(clips, language),
    isOpen: (calendar, businessAt) => isServiceOpen(parts.calendar, calendar, businessAt),
    limits: parts.limits,
  };
}

interface Ask {
  readonly answers: Answers;
  readonly language: Language;
}

function say(sounds: Sounds, parts: readonly PromptPart[], ask: Ask): Said {
  const clips: string[] = [];
  for (const part of parts) {
    const said = spoken(sounds, part, ask);
    if (said === null) return { kind: 'unsayable', reason: `${nameOfPart(part)} cannot be spoken` };
    clips.push(...said);
  }
  const missing = clips.find((clip) => !sounds.has(clip, ask.language));
  return missing === undefined ? { kind: 'clips', clips } : { kind: 'unsayable', reason: `clip ${missing} is missing` };
}

function nameOfPart(part: PromptPart): string {
  if (typeof part === 'string') return part;
  if ('announce' in part) return part.announce;
  return 'each' in part ? part.each : 'clip' in part ? part.clip : part.from;
}

/** null: it cannot be said. Announcements and rows are not spoken yet. */
function spoken(sounds: Sounds, part: PromptPart, { answers, language }: Ask): readonly string[] | null {
  if (typeof part === 'string') return [part];
  if ('clip' in part) {
    const clip = answers[part.clip];
    return typeof clip !== 'string' ? null : clip === '' ? [] : [clip];
  }
  if (!('speak' in part)) return null;
  if (part.speak === 'name') return nameOf(sounds, part.from, { answers, language });
  const value = answers[part.from];
  if (value === undefined) return null;
  const said = speak(part.speak, value, language);
  return 'clips' in said ? said.clips : null;
}

/** A security's name; one that has no clip yet (listed today) is told by its code. */
function nameOf(sounds: Sounds, path: string, { answers, language }: Ask): readonly string[] | null {
  const code = answers[`${path}.code`];
  const kind = answers[`${path}.kind`];
  if (typeof code !== 'string') return null;
  const clip = nameClipId({ code, kind: kind === 'index' || kind === 'fund' ? kind : 'stock' });
  if (sounds.has(clip, language)) return [clip];
  const said = speak('code', code, language);
  return 'clips' in said ? said.clips : null;
}
