/** docs/misfortunes.md and the names of the tests, held to each other. */
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

interface Row {
  readonly id: string;
  readonly state: string;
  readonly evidence: string;
}

const CITED = /\((misfortune \d+|field note \d+)\)/g;
/** The name of a test: the text right after `it(`, `test(`, or their `.each(...)`. */
const NAME = /\b(?:it|test)(?:\.each\([\s\S]*?\))?\(\s*(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`([^`]*)`)/g;

const page = readFileSync('docs/misfortunes.md', 'utf8');
const rows = page.split('\n').flatMap((line): Row[] => {
  const [, id = '', , state = '', evidence = ''] = line.split('|').map((cell) => cell.trim());
  return /^(misfortune|field note) \d+$/.test(id) ? [{ id, state, evidence }] : [];
});

/** Ids that names of tests cite, with their files. */
function readCitations(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const file of globSync('test/**/*.{ts,tsx}', { exclude: ['test/house/**'] }))
    for (const [, single, double, back] of readFileSync(file, 'utf8').matchAll(NAME))
      for (const [, id = ''] of (single ?? double ?? back ?? '').matchAll(CITED)) found.set(id, (found.get(id) ?? new Set()).add(file));
  return found;
}
const citations = readCitations();
/** Names that a table of moods makes: `$meaning` carries the citation. */
const inTables = (file: string, id: string): boolean => readFileSync(file, 'utf8').includes(`(${id})`);

describe('docs/misfortunes.md', () => {
  const numbers = (kind: string, from: number, to: number): string[] => Array.from({ length: to - from + 1 }, (_, index) => `${kind} ${from + index}`);
  const all = [...numbers('misfortune', 1, 18), ...numbers('field note', 1, 50), ...numbers('field note', 58, 62)];

  test('has one row for each of the 18 misfortunes and for the field notes 1 to 50 and 58 to 62', () => {
    expect(rows.map(({ id }) => id)).toEqual(all);
  });

  test.each(rows.filter(({ state }) => state === 'staged'))('$id is cited by the tests it names', ({ id, evidence }) => {
    const files = evidence.match(/test\/[\w./-]+\.tsx?/g) ?? [];
    expect(files.length).toBeGreaterThan(0);
    expect(citations.get(id) ?? files.some((file) => inTables(file, id)), `no test's name cites (${id})`).toBeTruthy();
    expect(files.filter((file) => !inTables(file, id))).toEqual([]);
  });

  test.each(rows.filter(({ state }) => state !== 'staged'))('$id is not staged, and says why', ({ id, state, evidence }) => {
    expect(['not staged', 'not ours', 'planned']).toContain(state);
    expect(evidence.length).toBeGreaterThan(20);
    expect([...(citations.get(id) ?? [])]).toEqual([]);
  });

  test('no test cites what is not there: this page has a part of the 67 field notes', () => {
    const known = [...numbers('misfortune', 1, 18), ...numbers('field note', 1, 67)];
    expect([...citations.keys()].filter((id) => !known.includes(id))).toEqual([]);
  });
});
