import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promptLanguages, promptManifestSchema, type PromptLanguage } from '../../contract/prompt-catalogue.ts';
import { type Clip, type ClipIndex, createClipIndex } from './clip-index.ts';
import { PhoneFault } from './phone-fault.ts';

/**
 * The index of a home's prompts in all languages, from the manifests and the A-law files beside them: never from the files that
 * are played. Throws with what to do when they are not there or not whole.
 */
export function loadPromptIndex(promptsDir: string): ClipIndex {
  return createClipIndex(loadPromptClips(promptsDir));
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
