/** What a prompt says, in the English of its catalogue. */
import { readFileSync } from 'node:fs';

const catalogue = JSON.parse(readFileSync(new URL('../../../ivr-flows/prompts/en.json', import.meta.url), 'utf8')) as Readonly<Record<string, { text?: string } | undefined>>;

/** Throws for a prompt that no catalogue knows: a story must not wait for what nobody can hear. */
export function inWords(prompt: string): string {
  const entry = catalogue[prompt];
  if (entry === undefined) throw new Error(`no prompt is called ${prompt}`);
  return entry.text ?? prompt;
}
