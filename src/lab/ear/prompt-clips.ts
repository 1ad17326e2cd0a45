import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promptLanguages, promptManifestSchema, type PromptLanguage } from '../../contract/prompt-catalogue.ts';
import { type Clip, type ClipIndex, createClipIndex } from './clip-index.ts';
import { PhoneFault } from './phone-fault.ts';

/**
 * The index of a home's prompts in all languages, from the manifests and the A-law files beside them: never from the files that
 * are played. Throws with what to do when they are not there or not whole.
 */
export function loadPromptIndex(promptsDir: string): ClipIndex {
  return createClipIndex(loadPromptClips(promptsDir), createLiveClips(promptsDir));
}

/** The folders are looked at this often while something unknown sounds. */
const LOOK_EVERY_MS = 100;

/** Clips the hotline makes while it runs (announcements, texts of the back office): each is given out once. */
function createLiveClips(promptsDir: string): () => Clip[] {
  const known = new Set<string>();
  let lookedAtMs = Number.NEGATIVE_INFINITY;
  return () => {
    const nowMs = performance.now();
    if (nowMs - lookedAtMs < LOOK_EVERY_MS) return [];
    lookedAtMs = nowMs;
    return promptLanguages.flatMap((language) => newClips(path.join(promptsDir, 'alaw', language, 'live'), language, known));
  };
}

function newClips(folder: string, language: PromptLanguage, known: Set<string>): Clip[] {
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.txt') && !name.startsWith('.')) : [];
  return files.map((name) => path.join(folder, name)).filter((file) => !known.has(file)).map((file) => {
    known.add(file);
    const sound = file.replace(/\.txt$/, '.al');
    return { id: path.basename(sound, '.al'), language, kind: 'speech' as const, text: readFileSync(file, 'utf8'), alaw: readFileSync(sound) };
  });
}

export function loadPromptClips(promptsDir: string): Clip[] {
  return promptLanguages.flatMap((language) => clipsOfLanguage(promptsDir, language));
}

function clipsOfLanguage(promptsDir: string, language: PromptLanguage): Clip[] {
  const file = path.join(promptsDir, language === 'zh-CN' ? 'manifest.json' : `manifest.${language}.json`);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new PhoneFault('PROMPTS_MISSING', `${file} is not there: the ear needs the prompt catalogue. Run ./hotline up first.`);
  }
  const manifest = promptManifestSchema.parse(JSON.parse(text));
  return Object.entries(manifest.clips).map(([id, clip]) => {
    const alaw = readFileSync(path.join(promptsDir, 'alaw', language, `${id}.al`));
    return { id, ...(clip.kind === 'speech' ? { language } : {}), text: clip.text, kind: clip.kind, ...(clip.asks ? { asks: clip.asks } : {}), alaw };
  });
}
