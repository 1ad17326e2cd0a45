/** What readiness says to the person who can mend it, in the words of docs/operations.md. */
import type { PartCondition } from '../app/part-watch.ts';

export function storeTrouble(condition: PartCondition): string {
  return condition === 'frozen' ? 'database is frozen: PostgreSQL takes questions and does not answer' : 'database is away';
}

export function redisTrouble({ detail }: { readonly detail: string }): string {
  return detail === 'redis does not answer' ? 'Redis is frozen: it takes questions and does not answer' : 'Redis is away';
}

export function asteriskTrouble(trouble: 'away' | 'frozen' | null): string {
  return trouble === 'frozen' ? 'not connected to Asterisk: it is frozen, it takes connections and does not answer' : 'not connected to Asterisk';
}

const NAMED_PROMPTS = 5;

/** Not a reason to be not ready: callers are served, and hear something else there. */
export function promptTrouble(broken: readonly string[]): string[] {
  if (broken.length === 0) return [];
  const more = broken.length > NAMED_PROMPTS ? ` and ${broken.length - NAMED_PROMPTS} more` : '';
  return [`prompts without sound: ${broken.slice(0, NAMED_PROMPTS).join(' ')}${more}; ./hotline prompts build makes them`];
}
