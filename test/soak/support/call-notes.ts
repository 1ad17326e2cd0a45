/** What soaks of memory have reached so far, kept between runs together with the state of the server they speak of. */
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';

export interface RunNote {
  readonly seed: number;
  readonly calls: number;
  /** Growth of what lives after a collection, by the line through all samples but the first. */
  readonly bytesPerCall: number;
}

interface Notes {
  readonly server: string;
  readonly runs: readonly RunNote[];
}

const folder = new URL('../../../.hotline/soak/', import.meta.url);
const noteFile = new URL('memory.json', folder);

/** Calls that passed through another server prove nothing about this one. */
export function serverPrint(): string {
  const hash = createHash('sha256');
  for (const name of globSync(['src/{app,core,compose,contract,adapters}/**/*.ts', 'src/*.ts', 'ivr-flows/*.json', 'package-lock.json']).sort()) hash.update(name).update(readFileSync(name));
  return hash.digest('hex').slice(0, 12);
}

export function readNotes(server: string): readonly RunNote[] {
  if (!existsSync(noteFile)) return [];
  const notes = JSON.parse(readFileSync(noteFile, 'utf8')) as Notes;
  return notes.server === server ? notes.runs : [];
}

export function addNote(server: string, run: RunNote): readonly RunNote[] {
  const runs = [...readNotes(server), run];
  mkdirSync(folder, { recursive: true });
  writeFileSync(noteFile, JSON.stringify({ server, runs } satisfies Notes));
  return runs;
}
