/** What can be played in every language: built prompts, and clips made while we run. */
import { watch } from 'node:fs';
import path from 'node:path';
import { promptLanguages, type PromptLanguage } from '../../contract/prompt-catalogue.ts';
import { loadPromptCatalogue, type PlayableCatalogue } from './catalogue.ts';
import { isLiveClip, LIVE_FOLDER, liveClipMs } from './live-clips.ts';

export interface PlayablePrompts {
  has(clipId: string, language: PromptLanguage): boolean;
  /** Absolute path without ending, for `sound:`; undefined when the clip cannot be played (Asterisk would skip it in silence). */
  pathOf(clipId: string, language: PromptLanguage): string | undefined;
  /** How long the clips take one after another; clips that are missing take no time. */
  durationMs(clipIds: readonly string[], language: PromptLanguage): number;
  /** Those that cannot be played, each once. */
  missing(clipIds: readonly string[], language: PromptLanguage): readonly string[];
  clipIds(language: PromptLanguage): readonly string[];
  /** The same with their words, for checking flows. */
  words(language: PromptLanguage): readonly { readonly id: string; readonly text: string; readonly isLegal: boolean }[];
  /** Clips that were built and whose file is gone, empty or cut off now; those of other languages than the firm's as `en/<id>`. */
  broken(): readonly string[];
  /** Looks at the files from now on, and reads the manifests again after each build. Returns the way to stop. */
  follow(news: PromptNews): () => void;
}

export interface PromptNews {
  onChange(clip: string, isWhole: boolean): void;
  /** A build has ended; null: its manifests cannot be read, what was known stays. */
  onBuild(clips: number | null): void;
}

/** @throws {SpeechFault} PROMPT_MANIFEST_UNREADABLE when a language is not built or its manifest is broken. */
export async function loadPlayablePrompts(options: { promptsFolder: string; playRoot: string }): Promise<PlayablePrompts> {
  const { promptsFolder, playRoot } = options;
  const all = await Promise.all(promptLanguages.map(async (language) => [language, await loadPromptCatalogue({ ...options, language })] as const));
  const built = Object.fromEntries(all) as Readonly<Record<PromptLanguage, PlayableCatalogue>>;
  /** A text that there is in Chinese only is heard in Chinese by an English caller too. */
  const liveLanguage = (clipId: string, language: PromptLanguage): PromptLanguage | undefined =>
    [language, ...promptLanguages].find((one) => liveClipMs(promptsFolder, one, clipId) > 0);
  const lengthOf = (clipId: string, language: PromptLanguage): number => {
    if (!isLiveClip(clipId)) return built[language].durationMs([clipId]);
    const spokenIn = liveLanguage(clipId, language);
    return spokenIn === undefined ? 0 : liveClipMs(promptsFolder, spokenIn, clipId);
  };
  const has = (clipId: string, language: PromptLanguage): boolean => lengthOf(clipId, language) > 0;
  return {
    has,
    pathOf(clipId, language) {
      if (!isLiveClip(clipId)) return built[language].pathOf(clipId);
      const spokenIn = liveLanguage(clipId, language);
      return spokenIn === undefined ? undefined : path.posix.join(playRoot, spokenIn, LIVE_FOLDER, clipId);
    },
    durationMs: (clipIds, language) => clipIds.reduce((sum, clipId) => sum + lengthOf(clipId, language), 0),
    missing: (clipIds, language) => [...new Set(clipIds.filter((clipId) => !has(clipId, language)))],
    clipIds: (language) => built[language].clipIds(),
    words(language) {
      const catalogue = built[language];
      return catalogue.clipIds().map((id) => ({ id, text: catalogue.textOf([id]), isLegal: catalogue.isLegal(id) }));
    },
    broken: () => all.flatMap(([language, catalogue]) => catalogue.broken().map((clipId) => nameOf(clipId, language))),
    follow({ onChange, onBuild }) {
      const stops = all.map(([language, catalogue]) => catalogue.follow((clipId, isWhole) => onChange(nameOf(clipId, language), isWhole)));
      const reload = async (): Promise<void> => {
        await Promise.all(all.map(([, catalogue]) => catalogue.reload()));
        onBuild(all.reduce((sum, [, catalogue]) => sum + catalogue.clipIds().length, 0));
      };
      const stopBuilds = followBuilds(promptsFolder, () => void reload().catch(() => onBuild(null)));
      return () => {
        for (const stop of [...stops, stopBuilds]) stop();
      };
    },
  };
}

/** A build writes each language's manifest last; a few of them within this time are one build. */
const SAME_BUILD_MS = 300;

function followBuilds(folder: string, onBuild: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(folder, { persistent: false }, (_event, name) => {
    if (name?.startsWith('manifest') !== true) return;
    clearTimeout(timer);
    timer = setTimeout(onBuild, SAME_BUILD_MS).unref();
  });
  watcher.on('error', () => undefined);
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
}

function nameOf(clipId: string, language: PromptLanguage): string {
  return language === 'zh-CN' ? clipId : `${language}/${clipId}`;
}
