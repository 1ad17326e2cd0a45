/** Takes the studio's files into the prompts folder: all of them or none; the take they replace is kept. */
import { copyFile, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import type { PromptLanguage } from '../../contract/prompt-catalogue.ts';
import { faultsOfTake } from './check-take.ts';
import { makeFolders, readIfThere } from './folders.ts';

export interface TakeImport {
  readonly promptsFolder: string;
  readonly language: PromptLanguage;
  readonly files: readonly string[];
  /** Ids that a voice may say in this language. */
  readonly known: ReadonlySet<string>;
  /** Names the old takes: the time at which they were replaced. */
  readonly now: Date;
}

export type ImportOutcome =
  | { readonly kind: 'refused'; readonly lines: readonly string[] }
  | { readonly kind: 'taken'; readonly ids: readonly string[]; readonly keptOld: readonly string[] };

/** What is wrong with the files, a line for each fault. */
export async function checkTakes(wish: Pick<TakeImport, 'files' | 'known' | 'language'>): Promise<readonly string[]> {
  return (await Promise.all(wish.files.map((file) => faultsOf(file, wish)))).flat();
}

export async function importTakes(wish: TakeImport): Promise<ImportOutcome> {
  const lines = await checkTakes(wish);
  if (lines.length > 0) return { kind: 'refused', lines };
  const folder = path.join(wish.promptsFolder, 'recorded', wish.language);
  // Beside the folder of takes, not in it: what lies there takes the place of the built voice.
  const oldFolder = path.join(wish.promptsFolder, 'recorded-old', wish.language);
  await makeFolders([folder, oldFolder]);
  const keptOld: string[] = [];
  for (const file of wish.files) {
    const id = idOf(file);
    const place = path.join(folder, `${id}.wav`);
    if ((await readIfThere(place)) !== undefined) {
      const old = path.join(oldFolder, `${id}.${wish.now.toISOString().replace(/[:.]/g, '-')}.wav`);
      await rename(place, old);
      keptOld.push(old);
    }
    await copyFile(file, place);
  }
  return { kind: 'taken', ids: wish.files.map(idOf), keptOld };
}

async function faultsOf(file: string, { known, language, files }: Pick<TakeImport, 'files' | 'known' | 'language'>): Promise<string[]> {
  const name = path.basename(file);
  const id = idOf(file);
  if (files.filter((other) => idOf(other) === id).length > 1) return [`${name}: is given more than once: say which take is meant`];
  if (!known.has(id)) return [`${name}: there is no prompt "${id}" in ${language}: name the file as the studio script does (./hotline prompts export)`];
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    return [`${file}: cannot be read (${error instanceof Error && 'code' in error ? String(error.code) : 'unknown'}): is the path right?`];
  }
  return faultsOfTake(bytes).map((fault) => `${name}: ${fault}`);
}

/** welcome.wav, and also welcome.mp3: what is inside is told apart from what it is called. */
function idOf(file: string): string {
  return path.basename(file).replace(/\.[A-Za-z0-9]{2,4}$/, '');
}
