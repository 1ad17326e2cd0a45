import { isRefused, type ClipId, type Language, type Refused, type Spoken } from './clip.ts';
import type { Count } from './count.ts';
import type { ScaledInteger } from './decimal.ts';
import { ENGLISH } from './english/grammar.ts';
import { textOfClips } from './inventory.ts';
import { KINDS, type Grammar, type SayKind } from './kinds.ts';
import { MANDARIN } from './mandarin/grammar.ts';

/** What a value may look like: digits as text, a whole number, an exact decimal, a counted thing. Never a float. */
export type SayValue = string | number | ScaledInteger | Count;

/** A value that its kind cannot say. `reason` continues the sentence "the value …"; neither field holds the value itself. */
export interface NotSpeakable {
  readonly code: 'NOT_SPEAKABLE';
  readonly kind: string;
  readonly reason: string;
}

export type { SayKind } from './kinds.ts';

const GRAMMARS: Readonly<Record<Language, Grammar>> = { 'zh-CN': MANDARIN, en: ENGLISH };

/** All kinds with an example value each, in the order a help text lists them. */
export const SAY_EXAMPLES: readonly { readonly kind: SayKind; readonly value: string }[] = (
  Object.keys(KINDS) as SayKind[]
).map((kind) => ({ kind, value: KINDS[kind].example }));

export function isSayKind(kind: string): kind is SayKind {
  return Object.hasOwn(KINDS, kind);
}

/** How a value is spoken (Mandarin: domain.md 5): its text and the clips that say it, or why it cannot be said. */
export function speak(kind: SayKind, value: SayValue, language: Language): Spoken | NotSpeakable {
  if (!isSayKind(kind)) return { code: 'NOT_SPEAKABLE', kind: String(kind), reason: 'has no known kind' };
  const reading = read(kind, value, language);
  if (isRefused(reading)) return { code: 'NOT_SPEAKABLE', kind, reason: reading.refused };
  return { text: textOfClips(reading, language), clips: reading };
}

function read<K extends SayKind>(kind: K, value: unknown, language: Language): readonly ClipId[] | Refused {
  const meaning = KINDS[kind].parse(value);
  return isRefused(meaning) ? meaning : GRAMMARS[language][kind](meaning);
}
