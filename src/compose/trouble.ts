/** What readiness says to the person who can mend it, in the words of docs/operations.md. */
import type { DiskRoom } from '../adapters/files/disk-room.ts';
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

/** Asterisk writes 32 kB for each second of a talk; below this the next block may not fit. */
const FULL_BELOW_BYTES = 1_000_000;
const LOW_BELOW_BYTES = 300_000_000;

/** `full` hurts now; `low` will, and is no reason to be not ready. */
export function diskTrouble(rooms: readonly DiskRoom[]): { readonly full: string[]; readonly low: string[] } {
  const told = (what: string, { folder, path, freeBytes }: DiskRoom): string => `${what}: ${folder} (${path}) have ${Math.floor((freeBytes ?? 0) / 1_000_000)} MB left; make room, the rest goes on by itself`;
  const below = (limit: number) => ({ freeBytes }: DiskRoom): boolean => freeBytes !== null && freeBytes < limit;
  const full = rooms.filter(below(FULL_BELOW_BYTES));
  const low = rooms.filter((room) => below(LOW_BELOW_BYTES)(room) && !full.includes(room));
  const away = rooms.filter(({ freeBytes }) => freeBytes === null);
  return {
    full: [...full.map((room) => told('disk is full', room)), ...away.map(({ folder, path }) => `the folder of ${folder} (${path}) cannot be read`)],
    low: low.map((room) => told('disk is nearly full', room)),
  };
}
