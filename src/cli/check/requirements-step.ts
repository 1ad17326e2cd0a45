/**
 * docs/requirements.md has one row per requirement id of the customer's documents; docs/requirement-ids.txt says which
 * ids there are. A row that says "done" names the test that shows it, and that test names the id.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding, Step } from './finding.ts';
import { isRedFixture, isSource, listFiles, readText } from './project-files.ts';

const PAGE = 'docs/requirements.md';
const REGISTER = 'docs/requirement-ids.txt';
const states = ['done', 'planned', 'not ours'];
const idShape = /[A-Z]-\d{2}/;

export interface RequirementRow {
  readonly id: string;
  readonly state: string;
  readonly evidence: string;
  readonly line: number;
}

/** Rows of every table whose first cell is an id: `| id | requirement | state | evidence |`. */
export function readRows(page: string): RequirementRow[] {
  return page.split('\n').flatMap((text, at): RequirementRow[] => {
    const cells = text.split('|').map((cell) => cell.trim());
    const [, id = '', , state = '', evidence = ''] = cells;
    return new RegExp(`^${idShape.source}$`).test(id) ? [{ id, state, evidence, line: at + 1 }] : [];
  });
}

/** Test files a row names: `test/...` paths in its last cell. */
export const citedTests = (evidence: string): string[] => evidence.match(/test\/[\w./-]+\.tsx?/g) ?? [];

function rowFindings(root: string, { id, state, evidence, line }: RequirementRow): Finding[] {
  const wrong = (rule: string, message: string): Finding => ({ file: PAGE, line, rule, message: `${id}: ${message}` });
  if (!states.includes(state)) return [wrong('unknown-state', `"${state}" is not one of ${states.join(', ')}.`)];
  const tests = citedTests(evidence);
  const found = tests.filter((test) => !existsSync(join(root, test))).map((test) => wrong('test-gone', `${test} is not there.`));
  if (state !== 'done') return evidence === '' ? [...found, wrong('no-reason', `"${state}" needs a word on why.`)] : found;
  if (tests.length === 0) return [wrong('done-without-test', 'a requirement is done when a test shows it; name the test.')];
  const shown = tests.some((test) => existsSync(join(root, test)) && readText(root, test).includes(id));
  return shown || found.length > 0 ? found : [wrong('test-without-id', `no test named here mentions [${id}].`)];
}

function registerFindings(ids: readonly string[], rows: readonly RequirementRow[]): Finding[] {
  const times = new Map<string, number>();
  for (const { id } of rows) times.set(id, (times.get(id) ?? 0) + 1);
  const missing = ids.filter((id) => !times.has(id)).map((id): Finding => ({ file: PAGE, rule: 'id-missing', message: `${id} has no row.` }));
  const doubled = [...times].filter(([, count]) => count > 1).map(([id]): Finding => ({ file: PAGE, rule: 'id-twice', message: `${id} has more than one row.` }));
  const unknown = rows.filter(({ id }) => !ids.includes(id)).map(({ id, line }): Finding => ({ file: PAGE, line, rule: 'id-unknown', message: `${id} is not in ${REGISTER}.` }));
  return [...missing, ...doubled, ...unknown];
}

/** A test that cites an id nobody knows proves nothing. */
function citationFindings(root: string, tests: readonly string[], ids: readonly string[]): Finding[] {
  return tests.flatMap((file) =>
    [...readText(root, file).matchAll(new RegExp(`\\[(${idShape.source})\\]`, 'g'))]
      .filter((cited) => !ids.includes(cited[1] ?? ''))
      .map((cited): Finding => ({ file, rule: 'cites-unknown-id', message: `${cited[1] ?? ''} is not in ${REGISTER}.` })),
  );
}

export function createRequirementsStep(): Step {
  return {
    name: 'requirements',
    run(root) {
      const gone = [PAGE, REGISTER].filter((file) => !existsSync(join(root, file)));
      if (gone.length > 0) {
        return Promise.resolve({ findings: gone.map((file) => ({ file, rule: 'page-gone', message: 'This file must be there.' })), covered: 'nothing' });
      }
      const ids = readText(root, REGISTER).split('\n').map((line) => line.trim()).filter((line) => idShape.test(line) && !line.startsWith('#'));
      const rows = readRows(readText(root, PAGE));
      const tests = listFiles(root).filter((name) => name.startsWith('test/') && isSource(name) && !isRedFixture(name));
      const findings = [...registerFindings(ids, rows), ...rows.flatMap((row) => rowFindings(root, row)), ...citationFindings(root, tests, ids)];
      const done = rows.filter(({ state }) => state === 'done').length;
      return Promise.resolve({ findings, covered: `${ids.length} ids, ${done} done` });
    },
  };
}
