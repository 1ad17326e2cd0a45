import type { PromptCatalogue, PromptEntry, PromptLanguage } from '../../contract/prompt-catalogue.ts';
import type { PromptReadings } from '../../contract/prompt-readings.ts';
import type { Clip } from '../../core/speech/clip.ts';
import { clipInventory } from '../../core/speech/inventory.ts';
import { pronounceable } from './pronounce.ts';

/** Where a clip's sound comes from. `spoken` is the text as the engine gets it. */
export type ClipSource =
  | { readonly from: 'voice'; readonly spoken: string }
  | { readonly from: 'generator'; readonly entry: Exclude<PromptEntry, { text: string }> }
  | { readonly from: 'silence'; readonly frames: number };

/** One clip of one language that has to be there after a build. */
export interface PlannedClip {
  readonly id: string;
  readonly language: PromptLanguage;
  readonly kind: 'speech' | 'tone' | 'music';
  readonly text: string;
  readonly source: ClipSource;
  readonly asks?: 'menu' | 'collect';
  readonly legal?: true;
}

const SHORT_PAUSE_FRAMES = 9; // 180 ms: a breath between the groups of a code

export interface Planning {
  readonly catalogue: PromptCatalogue;
  readonly names: readonly Clip[];
  readonly readings: PromptReadings;
}

/** Every clip of a language: the catalogue's prompts, the clips of its number grammar and the names of securities. */
export function planClips(language: PromptLanguage, { catalogue, names, readings: known }: Planning): readonly PlannedClip[] {
  const spoken = (text: string): string => pronounceable(text, language, known);
  const prompts = Object.entries(catalogue).map(([id, entry]) => planPrompt({ id, entry, language, spoken }));
  const readings = [...clipInventory(language), ...names].map((clip) => planReading(clip, language, spoken));
  return [...prompts, ...readings];
}

type Spoken = (text: string) => string;

function planPrompt({ id, entry, language, spoken }: { id: string; entry: PromptEntry; language: PromptLanguage; spoken: Spoken }): PlannedClip {
  if (!('text' in entry)) return { id, language, kind: entry.kind, text: '', source: { from: 'generator', entry } };
  return {
    id,
    language,
    kind: 'speech',
    text: entry.text,
    source: { from: 'voice', spoken: spoken(entry.text) },
    ...(entry.asks === undefined ? {} : { asks: entry.asks }),
    ...(entry.legal === undefined ? {} : { legal: entry.legal }),
  };
}

function planReading(clip: Clip, language: PromptLanguage, spoken: Spoken): PlannedClip {
  const source: ClipSource =
    clip.id === 'pause.short'
      ? { from: 'silence', frames: SHORT_PAUSE_FRAMES }
      : { from: 'voice', spoken: spoken(clip.text) };
  return { id: clip.id, language, kind: 'speech', text: clip.text, source };
}
