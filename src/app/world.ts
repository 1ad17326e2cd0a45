/** What the machines may know, built once at the start: flows, sounds, calendars, limits. */
import { isServiceOpen, type FirmCalendar } from '../core/calendar/firm-calendar.ts';
import type { CallLimits, Said, World } from '../core/call/world.ts';
import type { AnswerValue, Flow, PromptPart } from '../core/ivr/flow.ts';
import { nameClipId } from '../core/speech/name-clip.ts';
import { speak } from '../core/speech/speak.ts';

export interface Sounds {
  has(clipId: string): boolean;
  /** Whole length of these clips played in a row. */
  durationMs(clips: readonly string[]): number;
}

export interface WorldParts {
  readonly flows: readonly (Flow & { readonly dnis: readonly string[] })[];
  readonly sounds: Sounds;
  readonly calendar: FirmCalendar;
  readonly limits: CallLimits;
}

type Answers = Readonly<Record<string, AnswerValue>>;

export function createWorld(parts: WorldParts): World {
  const byVersion = new Map(parts.flows.map((flow) => [`${flow.id} ${flow.version}`, flow]));
  const byDnis = new Map(parts.flows.flatMap((flow) => flow.dnis.map((dnis) => [dnis, flow])));
  const clipsOf = (kind: 'seat' | 'place', value: string | number): readonly string[] => {
    const spoken = speak(kind, value, 'zh-CN');
    return 'clips' in spoken ? spoken.clips : [];
  };
  return {
    flow: (id, version) => byVersion.get(`${id} ${version}`) ?? null,
    flowOf: (dnis) => byDnis.get(dnis) ?? null,
    say: (said, answers) => say(parts.sounds, said, answers),
    sayAgent: (extension) => ['agent.before', ...clipsOf('seat', extension), 'agent.after'],
    sayPlace: (place) => ['queue.place.before', ...clipsOf('place', place)],
    durationMs: (clips) => parts.sounds.durationMs(clips),
    isOpen: (calendar, businessAt) => isServiceOpen(parts.calendar, calendar, businessAt),
    limits: parts.limits,
  };
}

function say(sounds: Sounds, parts: readonly PromptPart[], answers: Answers): Said {
  const clips: string[] = [];
  for (const part of parts) {
    const said = typeof part === 'string' ? [part] : spoken(sounds, part, answers);
    if (said === null) return { kind: 'unsayable', reason: `${typeof part === 'string' ? part : part.from} cannot be spoken` };
    clips.push(...said);
  }
  const missing = clips.find((clip) => !sounds.has(clip));
  return missing === undefined ? { kind: 'clips', clips } : { kind: 'unsayable', reason: `clip ${missing} is missing` };
}

function spoken(sounds: Sounds, part: Exclude<PromptPart, string>, answers: Answers): readonly string[] | null {
  if (part.speak === 'name') return nameOf(sounds, part.from, answers);
  const value = answers[part.from];
  if (value === undefined) return null;
  const said = speak(part.speak, value, 'zh-CN');
  return 'clips' in said ? said.clips : null;
}

/** A security's name; one that has no clip yet (listed today) is told by its code. */
function nameOf(sounds: Sounds, path: string, answers: Answers): readonly string[] | null {
  const code = answers[`${path}.code`];
  const kind = answers[`${path}.kind`];
  if (typeof code !== 'string') return null;
  const clip = nameClipId({ code, kind: kind === 'index' || kind === 'fund' ? kind : 'stock' });
  if (sounds.has(clip)) return [clip];
  const said = speak('code', code, 'zh-CN');
  return 'clips' in said ? said.clips : null;
}
