import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { PromptLanguage, PromptManifest } from '../../contract/prompt-catalogue.ts';
import { FRAME_SAMPLES } from './a-law.ts';
import { manifestFile, readManifest } from './manifest.ts';
import { SpeechFault } from './speech-fault.ts';

export interface PromptCatalogueOptions {
  /** The prompts folder as this process sees it. */
  readonly promptsFolder: string;
  /** Its play/ folder as Asterisk sees it. */
  readonly playRoot: string;
  readonly language?: PromptLanguage;
}

/** What can be played now: built clips whose files are whole. */
export interface PlayableCatalogue {
  has(clipId: string): boolean;
  /** Absolute path without ending, for `sound:`; undefined when the clip cannot be played (Asterisk would skip it in silence). */
  pathOf(clipId: string): string | undefined;
  /** How long the clips take one after another; clips that are missing take no time. */
  durationMs(clipIds: readonly string[]): number;
  /** Those that cannot be played, each once: a list is checked before it is sent. */
  missing(clipIds: readonly string[]): readonly string[];
  /** What is heard, in words; '' for tone, music and clips that are missing. */
  textOf(clipIds: readonly string[]): string;
  asks(clipId: string): 'menu' | 'collect' | undefined;
  /** A notice that no key may cut. */
  isLegal(clipId: string): boolean;
  clipIds(): readonly string[];
  /** Reads the manifest again (new listings); when that fails the old one stays and the fault is thrown. */
  reload(): Promise<void>;
}

/**
 * Loads what the last build made.
 * @throws {SpeechFault} PROMPT_MANIFEST_UNREADABLE when nothing is built or the manifest is broken.
 */
export async function loadPromptCatalogue(options: PromptCatalogueOptions): Promise<PlayableCatalogue> {
  const language = options.language ?? 'zh-CN';
  let clips = await playableClips(options.promptsFolder, language);
  const has = (clipId: string) => clips.has(clipId);
  return {
    has,
    pathOf: (clipId) => (has(clipId) ? path.posix.join(options.playRoot, language, clipId) : undefined),
    durationMs: (clipIds) => clipIds.reduce((sum, clipId) => sum + (clips.get(clipId)?.durationMs ?? 0), 0),
    missing: (clipIds) => [...new Set(clipIds.filter((clipId) => !has(clipId)))],
    textOf: (clipIds) => clipIds.map((clipId) => clips.get(clipId)?.text ?? '').join(''),
    asks: (clipId) => clips.get(clipId)?.asks,
    isLegal: (clipId) => clips.get(clipId)?.legal === true,
    clipIds: () => [...clips.keys()],
    async reload() {
      clips = await playableClips(options.promptsFolder, language);
    },
  };
}

async function playableClips(promptsFolder: string, language: PromptLanguage): Promise<Map<string, PromptManifest['clips'][string]>> {
  const manifest = await readManifest(promptsFolder, language);
  if (manifest === undefined) {
    throw new SpeechFault('PROMPT_MANIFEST_UNREADABLE', `${manifestFile(promptsFolder, language)}: is not there; ./hotline prompts build writes it`);
  }
  const entries = Object.entries(manifest.clips);
  const isWhole = await Promise.all(
    entries.map(async ([id, { frames }]) => {
      const file = path.join(promptsFolder, 'play', language, `${id}.sln`);
      const size = await stat(file).then((found) => found.size, () => -1);
      return size === frames * FRAME_SAMPLES * 2;
    }),
  );
  return new Map(entries.filter((_entry, index) => isWhole[index] === true));
}
