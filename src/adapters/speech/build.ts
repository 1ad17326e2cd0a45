import path from 'node:path';
import { promptLanguages, type PromptLanguage } from '../../contract/prompt-catalogue.ts';
import { FRAME_MS, FRAME_SAMPLES } from './a-law.ts';
import { withBuildLock } from './build-lock.ts';
import { loadCatalogueFile } from './catalogue-file.ts';
import { planClips, type PlannedClip } from './clip-plan.ts';
import type { SpeechEngine } from './engine.ts';
import { listFolder, makeFolders } from './folders.ts';
import { createClipMaker } from './make-clip.ts';
import { namesOfLastBuild } from './manifest.ts';
import { buildNameClips, type SecurityName } from './name-clips.ts';
import { loadReadings } from './readings-file.ts';
import { forEachOf } from './some-at-a-time.ts';
import { SpeechFault } from './speech-fault.ts';
import { soundingAlike } from './telling-apart.ts';
import { removeOthers, writeLanguage, writeMusicOnHold, type FinishedClip } from './write-clips.ts';

export interface BuildOptions {
  /** Gets play/, alaw/, moh/ and the manifests; recorded/<language>/<id>.wav in it takes the place of the built voice. */
  readonly promptsFolder: string;
  /** Holds <language>.json. */
  readonly catalogueFolder: string;
  readonly cacheFolder: string;
  readonly engine: SpeechEngine;
  /** The back office's list; without it the names of the last build stay. */
  readonly securities?: readonly SecurityName[];
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

export interface BuildSummary {
  readonly clips: number;
  /** Spoken or generated now; the rest came from the cache. */
  readonly made: number;
  readonly recorded: number;
  readonly filesWritten: number;
  readonly filesRemoved: number;
  /** Studio files that belong to no prompt, as paths: a misspelt id is not lost in silence. */
  readonly unknownRecordings: readonly string[];
  readonly durationMs: number;
}

/** Two engine processes at a time: speech is built while databases start on the same cores. */
const PARALLEL = 2;

/**
 * Builds every prompt of every language into files that Asterisk plays and the ear knows. The same inputs give the same bytes;
 * what is there already is left alone; files are replaced whole, the manifest last; builds of one folder take turns.
 * @throws {SpeechFault} PROMPT_CATALOGUE_INVALID, PROMPT_NOT_BUILT, SPEECH_ENGINE_FAILED, PROMPTS_SOUND_ALIKE, PROMPTS_BUSY
 */
export async function buildPrompts(options: BuildOptions): Promise<BuildSummary> {
  await makeFolders([options.promptsFolder, options.cacheFolder, path.join(options.promptsFolder, 'moh')]);
  return withBuildLock(options.promptsFolder, async () => {
    const plans = await Promise.all(promptLanguages.map((language) => planLanguage(options, language)));
    const total = plans.reduce((sum, plan) => sum + plan.length, 0);
    let done = 0;
    const onClip = () => options.onProgress?.({ done: (done += 1), total });
    const finished: FinishedClip[] = [];
    let written = 0;
    let removed = 0;
    for (const [index, language] of promptLanguages.entries()) {
      const clips = await makeAll({ options, language, plan: plans[index] ?? [], onClip });
      refuseAlike(language, clips);
      written += await writeLanguage(options.promptsFolder, language, clips);
      removed += await removeOthers(options.promptsFolder, language, clips);
      finished.push(...clips);
    }
    written += await writeMusicOnHold(options.promptsFolder, finished);
    return { ...summarize(finished), filesWritten: written, filesRemoved: removed, unknownRecordings: await strayRecordings(options.promptsFolder, finished) };
  });
}

async function planLanguage(options: BuildOptions, language: PromptLanguage): Promise<readonly PlannedClip[]> {
  const catalogue = await loadCatalogueFile(options.catalogueFolder, language);
  const readings = await loadReadings(options.catalogueFolder);
  const names = options.securities === undefined ? await namesOfLastBuild(options.promptsFolder, language) : buildNameClips(options.securities, language);
  return planClips(language, { catalogue, names, readings });
}

interface Making {
  readonly options: BuildOptions;
  readonly language: PromptLanguage;
  readonly plan: readonly PlannedClip[];
  readonly onClip: () => void;
}

async function makeAll({ options, language, plan, onClip }: Making): Promise<readonly FinishedClip[]> {
  const { engine, cacheFolder, promptsFolder } = options;
  const engineIdentity = await engine.identity(language);
  const maker = createClipMaker({ engine, engineIdentity, cacheFolder, recordedFolder: path.join(promptsFolder, 'recorded', language) });
  const finished: FinishedClip[] = [];
  // All have ended before a fault goes on: nothing is written after the lock is given back.
  await forEachOf(plan, PARALLEL, async (clip, index) => {
    finished[index] = { clip, ...(await maker.make(clip)) };
    onClip();
  });
  return finished;
}

function refuseAlike(language: PromptLanguage, clips: readonly FinishedClip[]): void {
  const pairs = soundingAlike(clips.map(({ clip, aLaw }) => ({ id: clip.id, aLaw })));
  if (pairs.length === 0) return;
  const lines = pairs.map(([one, other]) => `${language}: ${one} and ${other} cannot be told apart by their sound`);
  throw new SpeechFault('PROMPTS_SOUND_ALIKE', lines.join('\n'));
}

async function strayRecordings(promptsFolder: string, clips: readonly FinishedClip[]): Promise<string[]> {
  const known = new Set(clips.map(({ clip }) => path.join(clip.language, `${clip.id}.wav`)));
  const folder = path.join(promptsFolder, 'recorded');
  const files = await Promise.all(promptLanguages.map(async (language) => (await listFolder(path.join(folder, language))).map((file) => path.join(language, file))));
  return files.flat().filter((file) => !known.has(file)).map((file) => path.join(folder, file));
}

function summarize(clips: readonly FinishedClip[]) {
  return {
    clips: clips.length,
    made: clips.filter(({ origin }) => origin === 'made').length,
    recorded: clips.filter(({ isRecorded }) => isRecorded).length,
    durationMs: (clips.reduce((sum, { aLaw }) => sum + aLaw.length, 0) / FRAME_SAMPLES) * FRAME_MS,
  };
}
