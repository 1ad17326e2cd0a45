/** The files of the project: what git tracks or would take. Without git (an unpacked archive) everything but leftovers. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

const leftovers = new Set(['node_modules', '.git', '.hotline', 'dist', 'coverage']);

/** Paths below `root`, sorted, with forward slashes. A file that git knows but that is gone from the disk is left out. */
export function listFiles(root: string): string[] {
  const names = existsSync(join(root, '.git')) ? askGit(root) : walk(root, root);
  return names.filter((name) => statSync(join(root, name), { throwIfNoEntry: false })?.isFile() === true).sort();
}

function askGit(root: string): string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root, maxBuffer: 64 << 20 });
  return [...new Set(listed.toString('utf8').split('\0').filter((name) => name !== ''))];
}

function walk(root: string, folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return leftovers.has(entry.name) ? [] : walk(root, path);
    return [relative(root, path)];
  });
}

/** True for the sources the tools must have looked at; type declarations alone are not modules. */
export const isSource = (name: string): boolean => /\.tsx?$/.test(name) && !name.endsWith('.d.ts');

/** True for what a program wrote: it is as long as it is. */
export const isGenerated = (name: string): boolean => name.split('/').includes('generated');

/** The red fixtures are wrong on purpose; only the red step looks at them. */
export const isRedFixture = (name: string): boolean => name.startsWith('test/house/red/');

export const readText = (root: string, name: string): string => readFileSync(join(root, name), 'utf8');

/** Lines as an editor counts them: a last line without a line end is a line too. */
export function countLines(text: string): number {
  if (text === '') return 0;
  const breaks = text.split('\n').length - 1;
  return text.endsWith('\n') ? breaks : breaks + 1;
}
