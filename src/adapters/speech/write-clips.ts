import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { ManifestClip, PromptLanguage, PromptManifest } from '../../contract/prompt-catalogue.ts';
import { decodeToSln, FRAME_MS, FRAME_SAMPLES } from './a-law.ts';
import { writeAtomically } from './atomic-file.ts';
import type { PlannedClip } from './clip-plan.ts';
import { listFolder, makeFolders, readIfThere } from './folders.ts';
import { LIVE_FOLDER } from './live-clips.ts';
import type { MadeClip } from './make-clip.ts';
import { manifestFile } from './manifest.ts';
import { forEachOf } from './some-at-a-time.ts';

const PARALLEL_FILES = 8;

export interface FinishedClip extends MadeClip {
  readonly clip: PlannedClip;
}

/** Clips first, the manifest last: what it names can be played. Returns how many files changed. */
export async function writeLanguage(promptsFolder: string, language: PromptLanguage, clips: readonly FinishedClip[]): Promise<number> {
  const aLawFolder = path.join(promptsFolder, 'alaw', language);
  const playFolder = path.join(promptsFolder, 'play', language);
  await makeFolders([aLawFolder, playFolder]);
  let written = 0;
  await forEachOf(clips, PARALLEL_FILES, async ({ clip, aLaw }) => {
    const isALawNew = await writeIfDifferent(path.join(aLawFolder, `${clip.id}.al`), aLaw);
    const isPlayNew = await writeIfDifferent(path.join(playFolder, `${clip.id}.sln`), decodeToSln(aLaw));
    written += isALawNew + isPlayNew;
  });
  const entries = clips.map((finished) => [finished.clip.id, manifestEntry(finished)] as const);
  const manifest: PromptManifest = { version: 1, language, clips: Object.fromEntries(entries) };
  return written + (await writeIfDifferent(manifestFile(promptsFolder, language), Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`)));
}

function manifestEntry({ clip, aLaw, isRecorded }: FinishedClip): ManifestClip {
  const frames = aLaw.length / FRAME_SAMPLES;
  return {
    text: clip.text,
    kind: clip.kind,
    hash: createHash('sha256').update(aLaw).digest('hex'),
    frames,
    durationMs: frames * FRAME_MS,
    ...(clip.asks === undefined ? {} : { asks: clip.asks }),
    ...(clip.legal === undefined ? {} : { legal: clip.legal }),
    ...(isRecorded ? { recorded: true as const } : {}),
  };
}

async function writeIfDifferent(file: string, content: Uint8Array): Promise<number> {
  const there = await readIfThere(file);
  if (there?.equals(content) === true) return 0;
  await writeAtomically(file, content);
  return 1;
}

/** Clips that no prompt has any more, so that the ear does not know what nobody can say. */
export async function removeOthers(promptsFolder: string, language: PromptLanguage, clips: readonly FinishedClip[]): Promise<number> {
  const ids = new Set(clips.map(({ clip }) => clip.id));
  let removed = 0;
  for (const [folder, ending] of [['alaw', '.al'], ['play', '.sln']] as const) {
    for (const file of await listFolder(path.join(promptsFolder, folder, language))) {
      if (file.startsWith('.') || file === LIVE_FOLDER || (file.endsWith(ending) && ids.has(file.slice(0, -ending.length)))) continue;
      await rm(path.join(promptsFolder, folder, language, file), { force: true, recursive: true });
      removed += 1;
    }
  }
  return removed;
}

/** Asterisk's music on hold plays a folder of its own: the music of the first language, which is that of all. */
export async function writeMusicOnHold(promptsFolder: string, clips: readonly FinishedClip[]): Promise<number> {
  let written = 0;
  for (const { clip, aLaw } of clips.filter(({ clip }) => clip.kind === 'music' && clip.language === 'zh-CN')) {
    written += await writeIfDifferent(path.join(promptsFolder, 'moh', `${clip.id}.sln`), decodeToSln(aLaw));
  }
  return written;
}
