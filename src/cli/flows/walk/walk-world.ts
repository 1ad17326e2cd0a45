/** The world of a call that is only walked: texts stand for sounds, each as long as it would take to say. */
import { createWorld } from '../../../app/world.ts';
import { firmCalendarSettings } from '../../../contract/firm-calendar.ts';
import { createFirmCalendar } from '../../../core/calendar/firm-calendar.ts';
import { DEFAULT_LIMITS, type World } from '../../../core/call/world.ts';
import type { Flow } from '../../../core/ivr/flow.ts';
import type { Language } from '../../../core/speech/clip.ts';
import { clipInventory } from '../../../core/speech/inventory.ts';
import type { Catalogues } from '../surroundings.ts';

const MS_PER_SIGN: Readonly<Record<Language, number>> = { 'zh-CN': 220, en: 70 };
/** Music and tones. */
const WORDLESS_MS = 1_000;

export interface WalkWorld {
  readonly world: World;
  /** What is heard, in words; '' = music or a tone. */
  textOf(clip: string, language: Language): string;
}

export function createWalkWorld(flows: readonly Flow[], catalogues: Catalogues): WalkWorld {
  const spoken = { 'zh-CN': new Map(clipInventory('zh-CN').map(({ id, text }) => [id, text])), en: new Map(clipInventory('en').map(({ id, text }) => [id, text])) };
  const textOf = (clip: string, language: Language): string => {
    const entry = catalogues[language][clip];
    return entry === undefined ? (spoken[language].get(clip) ?? `[${clip}]`) : 'text' in entry ? entry.text : '';
  };
  const durationMs = (clips: readonly string[], language: Language): number =>
    clips.reduce((sum, clip) => sum + (textOf(clip, language).length * MS_PER_SIGN[language] || WORDLESS_MS), 0);
  const world = createWorld({
    flows,
    release: 1,
    // The names of securities, and clips made while the hotline runs, are taken to be there.
    sounds: { has: (clip, language) => Object.hasOwn(catalogues[language], clip) || spoken[language].has(clip) || /^(name|live)\./.test(clip), durationMs },
    calendar: createFirmCalendar(firmCalendarSettings.parse({})),
    limits: DEFAULT_LIMITS,
  });
  return { world, textOf };
}
