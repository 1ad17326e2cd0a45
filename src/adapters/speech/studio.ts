import { promptLanguages, type PromptLanguage } from '../../contract/prompt-catalogue.ts';
import { lackingInLanguages, loadCatalogueFile } from './catalogue-file.ts';
import { loadPromptCatalogue } from './catalogue.ts';
import { planClips, type PlannedClip } from './clip-plan.ts';
import { namesOfLastBuild } from './manifest.ts';
import { loadReadings } from './readings-file.ts';
import type { ScriptLine } from './script-line.ts';
import { scriptPage } from './script-page.ts';
import { SpeechFault } from './speech-fault.ts';

interface Folders {
  readonly promptsFolder: string;
  readonly catalogueFolder: string;
}

/** Excel reads a file as UTF-8 only if it begins with this. */
const UTF_8_MARK = '\uFEFF';

export type ScriptFormat = 'csv' | 'md' | 'html';

/** Clips that should be there and cannot be played, and prompts that one language has and another lacks. */
export async function missingClips(folders: Folders): Promise<readonly (ScriptLine & { readonly language: PromptLanguage })[]> {
  const found = await Promise.all(
    promptLanguages.map(async (language) => {
      const planned = await plannedOf(folders, language);
      const has = await playable(folders.promptsFolder, language);
      return planned.filter(({ id }) => !has(id)).map(({ id, text }) => ({ language, id, text }));
    }),
  );
  return [...found.flat(), ...(await lackingInALanguage(folders))];
}

async function lackingInALanguage({ catalogueFolder }: Folders) {
  const [chinese, english] = await Promise.all([loadCatalogueFile(catalogueFolder, 'zh-CN'), loadCatalogueFile(catalogueFolder, 'en')]);
  return lackingInLanguages({ 'zh-CN': chinese, en: english });
}

/** Nothing built yet is no fault here: then all of it is missing. */
async function playable(promptsFolder: string, language: PromptLanguage): Promise<(id: string) => boolean> {
  try {
    const catalogue = await loadPromptCatalogue({ promptsFolder, playRoot: '/', language });
    return (id) => catalogue.has(id);
  } catch (error) {
    if (error instanceof SpeechFault && error.code === 'PROMPT_MANIFEST_UNREADABLE') return () => false;
    throw error;
  }
}

/** What a speaker reads in the studio, one line per file `<id>.wav`. `withReadings`: also the clips of numbers and names. */
export async function studioScript(
  options: Folders & { readonly language: PromptLanguage; readonly withReadings: boolean },
): Promise<readonly ScriptLine[]> {
  const planned = await plannedOf(options, options.language);
  const catalogue = await loadCatalogueFile(options.catalogueFolder, options.language);
  return planned
    .filter(({ id, source }) => source.from === 'voice' && (options.withReadings || Object.hasOwn(catalogue, id)))
    .map(({ id, text }) => ({ id, text }));
}

/** Ids that a voice may say: what the studio may send a file for. */
export async function spokenIds(options: Folders & { readonly language: PromptLanguage }): Promise<ReadonlySet<string>> {
  const planned = await plannedOf(options, options.language);
  return new Set(planned.filter(({ source }) => source.from === 'voice').map(({ id }) => id));
}

async function plannedOf(folders: Folders, language: PromptLanguage): Promise<readonly PlannedClip[]> {
  const catalogue = await loadCatalogueFile(folders.catalogueFolder, language);
  const names = await namesOfLastBuild(folders.promptsFolder, language);
  return planClips(language, { catalogue, names, readings: await loadReadings(folders.catalogueFolder) });
}

export function formatScript(script: readonly ScriptLine[], format: ScriptFormat, language: PromptLanguage): string {
  if (format === 'html') return scriptPage(script, language);
  if (format === 'csv') return UTF_8_MARK + ['file,text', ...script.map(({ id, text }) => `${id}.wav,${quoted(text)}`), ''].join('\r\n');
  return ['| file | text |', '|---|---|', ...script.map(({ id, text }) => `| ${id}.wav | ${text.replaceAll('|', '\\|')} |`), ''].join('\n');
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
