/** What the machines may know, built once at the start: flows, sounds, calendars, limits. */
import { isServiceOpen, type FirmCalendar } from '../core/calendar/firm-calendar.ts';
import type { CallLimits, World } from '../core/call/world.ts';
import type { Flow } from '../core/ivr/flow.ts';
import type { Language } from '../core/speech/clip.ts';
import { speak } from '../core/speech/speak.ts';
import { PLAIN_RULES, type QueueRules } from '../core/waiting/rules.ts';
import { sayParts, type Announced, type Sounds } from './say.ts';

export interface WorldParts {
  readonly flows: readonly Flow[];
  /** Number of the release these flows are. */
  readonly release: number;
  readonly sounds: Sounds;
  readonly calendar: FirmCalendar;
  /** Announcements in effect. Default: none. */
  readonly announced?: Announced;
  readonly limits: CallLimits;
  /** As the firm set them, read live. Default: every queue is plain. */
  readonly queues?: (name: string) => QueueRules | null;
}

export function createWorld(parts: WorldParts): World {
  const { release, announced = () => [] } = parts;
  const byId = new Map(parts.flows.map((flow) => [flow.id, flow]));
  const byDnis = new Map(parts.flows.flatMap((flow) => flow.dnis.map((dnis) => [dnis, { flow, release }] as const)));
  const clipsOf = (kind: 'seat' | 'place' | 'duration' | 'card', value: string | number, language: Language): readonly string[] => {
    const spoken = speak(kind, value, language);
    return 'clips' in spoken ? spoken.clips : [];
  };
  return {
    flow: (id, of) => (of === release ? (byId.get(id) ?? null) : null),
    flowOf: (dnis) => byDnis.get(dnis) ?? null,
    say: (said, ask) => sayParts(said, { ...ask, sounds: parts.sounds, announced }),
    sayAgent: (extension, language) => ['agent.before', ...clipsOf('seat', extension, language), 'agent.after'],
    sayPlace: (place, language) => ['queue.place.before', ...clipsOf('place', place, language)],
    sayWait: (minutes, language) => (minutes === 0 ? ['queue.wait.short'] : ['queue.wait.about', ...clipsOf('duration', minutes * 60, language)]),
    sayKey: (act, digit, language) => [`queue.key.${act}`, ...clipsOf('card', digit, language)],
    queue: parts.queues ?? (() => PLAIN_RULES),
    durationMs: (clips, language) => parts.sounds.durationMs(clips, language),
    isOpen: (calendar, businessAt) => isServiceOpen(parts.calendar, calendar, businessAt),
    limits: parts.limits,
  };
}
