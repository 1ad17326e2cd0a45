import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promptCatalogueSchema, promptLanguages, type PromptCatalogue, type PromptLanguage } from '../../contract/prompt-catalogue.ts';
import { clipInventory } from '../../core/speech/inventory.ts';
import { SpeechFault } from './speech-fault.ts';

/**
 * Reads `<folder>/<language>.json`: every prompt of one language.
 * @throws {SpeechFault} PROMPT_CATALOGUE_INVALID with one line per fault: file, id, reason.
 */
export async function loadCatalogueFile(folder: string, language: PromptLanguage): Promise<PromptCatalogue> {
  const file = path.join(folder, `${language}.json`);
  const parsed = promptCatalogueSchema.safeParse(await readJson(file));
  if (!parsed.success) throw invalid(parsed.error.issues.map((issue) => `${file}: ${describe(issue)}`));
  const taken = Object.keys(parsed.data).flatMap((id) => {
    const reason = reasonAgainstId(id);
    return reason === undefined ? [] : [`${file}: ${id}: ${reason}`];
  });
  if (taken.length > 0) throw invalid(taken);
  return parsed.data;
}

/** Prompts that one language has and another lacks: a flow must be able to speak both. `text` is the one there is. */
export function lackingInLanguages(
  catalogues: Readonly<Record<PromptLanguage, PromptCatalogue>>,
): readonly { readonly language: PromptLanguage; readonly id: string; readonly text: string }[] {
  const all = new Map(Object.values(catalogues).flatMap((catalogue) => Object.entries(catalogue)));
  return promptLanguages.flatMap((language) =>
    [...all]
      .filter(([id]) => !Object.hasOwn(catalogues[language], id))
      .map(([id, entry]) => ({ language, id, text: 'text' in entry ? entry.text : '' })),
  );
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as unknown;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw invalid([`${file}: cannot be read as JSON: ${reason}`], error);
  }
}

const idsOfReadings = new Set(promptLanguages.flatMap((language) => clipInventory(language).map((clip) => clip.id)));

/** Ids that readings and names of securities own. */
function reasonAgainstId(id: string): string | undefined {
  if (id.startsWith('name.')) return 'ids that begin with "name." belong to the names of securities';
  return idsOfReadings.has(id) ? 'is the id of a clip of the number grammar' : undefined;
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly issues?: readonly { readonly message: string }[];
}

/** "main.menu: asks: …"; for a bad id the reason lies one level deeper. */
function describe(issue: Issue): string {
  const reason = issue.issues?.[0]?.message ?? issue.message;
  return [...issue.path.map(String), reason].join(': ');
}

function invalid(lines: readonly string[], cause?: unknown): SpeechFault {
  return new SpeechFault('PROMPT_CATALOGUE_INVALID', lines.join('\n'), { cause });
}
