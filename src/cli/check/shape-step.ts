/** The shape of the house: names that say something, files of one idea, a word of welcome in every room. */
import type { Finding, Step } from './finding.ts';
import { countLines, isGenerated, isRedFixture, isSource, listFiles, readText } from './project-files.ts';

export const MAX_FILE_LINES = 300;
export const MAX_MEDIAN_LINES = 120;

/** Where names are ours to choose. */
const ours = ['src', 'test', 'migrations', 'bench', 'scripts'];
const emptyWords = new Set(['util', 'utils', 'helper', 'helpers', 'manager', 'managers', 'misc', 'common', 'stuff']);
const kebab = /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
const namedByHabit = new Set(['README.md', 'Dockerfile', 'LICENSE', 'CHANGELOG.md']);

/** A file or folder name that is not kebab-case, hides a barrel or says nothing. */
export function nameFindings(names: readonly string[]): Finding[] {
  const parts = new Map<string, string>();
  for (const name of names) {
    const pieces = name.split('/');
    for (const [at, piece] of pieces.entries()) parts.set(pieces.slice(0, at + 1).join('/'), piece);
  }
  return [...parts].flatMap(([file, piece]): Finding[] => {
    if (namedByHabit.has(piece)) return [];
    const found: Finding[] = [];
    if (!kebab.test(piece)) found.push({ file, rule: 'name-not-kebab-case', message: 'Names are small letters and digits with hyphens.' });
    if (/^index\.tsx?$/.test(piece)) found.push({ file, rule: 'barrel', message: 'No index files: say what is inside, and import it from there.' });
    const empty = piece.split(/[-.]/).find((word) => emptyWords.has(word));
    if (empty !== undefined) found.push({ file, rule: 'empty-name', message: `"${empty}" says nothing: name what it does.` });
    return found;
  });
}

export interface FileSize {
  readonly name: string;
  readonly lines: number;
}

/** The longest file and the median of sizes; for no files, zeros. */
export function sizesInShort(sizes: readonly FileSize[]): { median: number; longest: FileSize } {
  const sorted = [...sizes].sort((a, b) => a.lines - b.lines);
  const longest = sorted.at(-1) ?? { name: '', lines: 0 };
  return { median: sorted[Math.floor((sorted.length - 1) / 2)]?.lines ?? 0, longest };
}

function sizeFindings(sizes: readonly FileSize[]): Finding[] {
  const tooLong = sizes
    .filter(({ lines }) => lines > MAX_FILE_LINES)
    .map(({ name, lines }): Finding => ({ file: name, rule: 'file-too-long', message: `${lines} lines; at most ${MAX_FILE_LINES}. Is it still one idea?` }));
  const { median } = sizesInShort(sizes.filter(({ name }) => name.startsWith('src/')));
  if (median <= MAX_MEDIAN_LINES) return tooLong;
  return [...tooLong, { file: 'src', rule: 'median-too-long', message: `Half the files have ${median} lines or more; the budget is ${MAX_MEDIAN_LINES}.` }];
}

/** Every folder directly under src, and every adapter, says in a README what lives there and what it may import. */
export function readmeFindings(names: readonly string[]): Finding[] {
  const rooms = new Set<string>(['src']);
  for (const name of names) {
    const room = /^src\/(adapters\/)?[^/]+(?=\/)/.exec(name)?.[0];
    if (room !== undefined) rooms.add(room);
    if (name.startsWith('src/adapters/')) rooms.add('src/adapters');
  }
  const all = new Set(names);
  return [...rooms]
    .filter((room) => !all.has(`${room}/README.md`))
    .map((file) => ({ file, rule: 'no-readme', message: 'A README.md says what lives here and what it may import.' }));
}

/** Switching a rule off is allowed with a reason beside it: `// eslint-disable-next-line rule -- why`. */
export function silencedFindings(name: string, text: string): Finding[] {
  return text.split('\n').flatMap((line, at): Finding[] => {
    const silent = /(eslint-disable|@ts-(expect-error|ignore|nocheck))(?<rest>.*)$/.exec(line);
    if (silent === null || !/\/[/*]\s*(eslint-disable|@ts-)/.test(line)) return [];
    const rest = silent.groups?.['rest'] ?? '';
    const hasReason = silent[0].startsWith('eslint') ? /--\s+\S/.test(rest) : /\S{3,}\s+\S/.test(rest);
    return hasReason ? [] : [{ file: name, line: at + 1, rule: 'silenced-without-reason', message: 'Say beside it why the rule does not hold here.' }];
  });
}

export function createShapeStep(): Step {
  return {
    name: 'shape',
    run(root) {
      const names = listFiles(root).filter((name) => ours.includes(name.split('/')[0] ?? '') && !isRedFixture(name));
      const sources = names.filter((name) => isSource(name) && !isGenerated(name)).map((name) => ({ name, text: readText(root, name) }));
      const sizes = sources.map(({ name, text }) => ({ name, lines: countLines(text) }));
      const inSrc = sizes.filter(({ name }) => name.startsWith('src/'));
      const { median, longest } = sizesInShort(inSrc);
      const findings = [
        ...nameFindings(names),
        ...sizeFindings(sizes),
        ...readmeFindings(names),
        ...sources.flatMap(({ name, text }) => silencedFindings(name, text)),
      ];
      return Promise.resolve({ findings, covered: `${inSrc.length} files in src, median ${median} lines, longest ${longest.lines}` });
    },
  };
}
