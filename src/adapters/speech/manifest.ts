import path from 'node:path';
import { promptManifestSchema, type PromptLanguage, type PromptManifest } from '../../contract/prompt-catalogue.ts';
import type { Clip } from '../../core/speech/clip.ts';
import { readIfThere } from './folders.ts';
import { SpeechFault } from './speech-fault.ts';

/** The first language's manifest has the plain name. */
export function manifestFile(promptsFolder: string, language: PromptLanguage): string {
  return path.join(promptsFolder, language === 'zh-CN' ? 'manifest.json' : `manifest.${language}.json`);
}

/** undefined: nothing has been built yet. @throws {SpeechFault} PROMPT_MANIFEST_UNREADABLE with file and reason. */
export async function readManifest(promptsFolder: string, language: PromptLanguage): Promise<PromptManifest | undefined> {
  const file = manifestFile(promptsFolder, language);
  const content = await readIfThere(file);
  if (content === undefined) return undefined;
  const parsed = promptManifestSchema.safeParse(parseJson(content.toString('utf8'), file));
  if (parsed.success) return parsed.data;
  const reasons = parsed.error.issues.map((issue) => `${file}: ${[...issue.path.map(String), issue.message].join(': ')}`);
  throw new SpeechFault('PROMPT_MANIFEST_UNREADABLE', `${reasons.join('\n')}\n./hotline prompts build writes it anew.`);
}

/** Names of securities that the last build had, for a build without the back office's list. None when there was no build. */
export async function namesOfLastBuild(promptsFolder: string, language: PromptLanguage): Promise<readonly Clip[]> {
  // A manifest that cannot be read is written anew by the next build: it must not stop it.
  const manifest = await readManifest(promptsFolder, language).catch(() => undefined);
  return Object.entries(manifest?.clips ?? {}).flatMap(([id, { text }]) => (id.startsWith('name.') ? [{ id, text }] : []));
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SpeechFault('PROMPT_MANIFEST_UNREADABLE', `${file}: ${reason}\n./hotline prompts build writes it anew.`, { cause: error });
  }
}
