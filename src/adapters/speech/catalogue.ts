import { watch } from 'node:fs';
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
  /** Clips that were built and whose file is gone, empty or cut off now. */
  broken(): readonly string[];
  /** Looks at the files from now on: a clip that breaks is no longer had, one that is whole again is. Returns the way to stop. */
  follow(onChange: (clipId: string, isWhole: boolean) => void): () => void;
  /** Reads the manifest again (new listings); when that fails the old one stays and the fault is thrown. */
  reload(): Promise<void>;
}

/**
 * Loads what the last build made.
 * @throws {SpeechFault} PROMPT_MANIFEST_UNREADABLE when nothing is built or the manifest is broken.
 */
export async function loadPromptCatalogue(options: PromptCatalogueOptions): Promise<PlayableCatalogue> {
  const language = options.language ?? 'zh-CN';
  const folder = path.join(options.promptsFolder, 'play', language);
  let clips: Clips = new Map();
  let whole = new Set<string>();
  const read = async (): Promise<void> => {
    const built = await builtClips(options.promptsFolder, language);
    const found = await Promise.all([...built].map(async ([id, clip]) => ((await isWhole(folder, id, clip)) ? [id] : [])));
    [clips, whole] = [built, new Set(found.flat())];
  };
  await read();
  const has = (clipId: string) => whole.has(clipId);
  const clipOf = (clipId: string) => (has(clipId) ? clips.get(clipId) : undefined);
  return {
    has,
    pathOf: (clipId) => (has(clipId) ? path.posix.join(options.playRoot, language, clipId) : undefined),
    durationMs: (clipIds) => clipIds.reduce((sum, clipId) => sum + (clipOf(clipId)?.durationMs ?? 0), 0),
    missing: (clipIds) => [...new Set(clipIds.filter((clipId) => !has(clipId)))],
    textOf: (clipIds) => clipIds.map((clipId) => clipOf(clipId)?.text ?? '').join(''),
    asks: (clipId) => clipOf(clipId)?.asks,
    isLegal: (clipId) => clipOf(clipId)?.legal === true,
    clipIds: () => [...whole],
    broken: () => [...clips.keys()].filter((clipId) => !has(clipId)),
    follow(onChange) {
      const look = async (clipId: string): Promise<void> => {
        const clip = clips.get(clipId);
        if (clip === undefined) return;
        const isWholeNow = await isWhole(folder, clipId, clip);
        if (isWholeNow === whole.has(clipId)) return;
        if (isWholeNow) whole.add(clipId);
        else whole.delete(clipId);
        onChange(clipId, isWholeNow);
      };
      return followFiles(folder, { look, all: () => clips.keys() });
    },
    reload: read,
  };
}

type Clip = PromptManifest['clips'][string];
type Clips = ReadonlyMap<string, Clip>;
const ENDING = '.sln';
/** The kernel tells of changes at once; should it not (a folder put in place of another), this look does. */
const LOOK_AT_ALL_EVERY_MS = 30_000;

function followFiles(folder: string, files: { look: (clipId: string) => Promise<void>; all: () => Iterable<string> }): () => void {
  const lookAtAll = (): void => {
    for (const clipId of files.all()) void files.look(clipId);
  };
  const timer = setInterval(lookAtAll, LOOK_AT_ALL_EVERY_MS).unref();
  const watcher = watch(folder, { persistent: false }, (_event, name) => {
    if (name?.endsWith(ENDING)) void files.look(name.slice(0, -ENDING.length));
  });
  // A folder that is gone: the timer goes on looking.
  watcher.on('error', () => undefined);
  return () => {
    clearInterval(timer);
    watcher.close();
  };
}

async function isWhole(folder: string, clipId: string, { frames }: Clip): Promise<boolean> {
  const size = await stat(path.join(folder, `${clipId}${ENDING}`)).then((found) => found.size, () => -1);
  return size === frames * FRAME_SAMPLES * 2;
}

async function builtClips(promptsFolder: string, language: PromptLanguage): Promise<Clips> {
  const manifest = await readManifest(promptsFolder, language);
  if (manifest === undefined) {
    throw new SpeechFault('PROMPT_MANIFEST_UNREADABLE', `${manifestFile(promptsFolder, language)}: is not there; ./hotline prompts build writes it`);
  }
  return new Map(Object.entries(manifest.clips));
}
