import type { Language } from '../core/speech/clip.ts';
import type { PublicText } from './public-text.ts';

/** Texts of the back office, spoken when they are needed and kept by their content: the same text is spoken once. */
export interface ContentClips {
  /** The clip that says the text; null: not within the time, or not at all (no speech engine, nothing to say, texts too many). */
  clipFor(text: PublicText, language: Language, timeoutMs: number): Promise<string | null>;
}
