/**
 * Lays out a small tree of wrong code, shaped like the project, where the steps can look at it: the fixtures of
 * test/house/red/tree, the project's own settings, and the few files that must not be kept in git as they stand (a file
 * too long, a registry's host name, a path of this machine).
 */
import { cpSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const RED_FOLDER = 'test/house/red';

/** Files written afresh in each overlay; red-fixtures.json expects them under these names. */
export function generatedFixtures(host: string, path: string): Record<string, string> {
  const statements = Array.from({ length: 75 }, (_, at) => `  total += ${at};`).join('\n');
  const constants = Array.from({ length: 301 }, (_, at) => `export const line${at} = ${at};`).join('\n');
  return {
    'src/app/long-file.ts': `${constants}\n`,
    'src/app/long-function.ts': `export function tooMuch(): number {\n  let total = 0;\n${statements}\n  return total;\n}\n`,
    'src/app/registry-host.ts': `export const from = 'https://${host}/some-package';\n`,
    'src/app/machine-path.ts': `export const where = '${path}/somewhere';\n`,
  };
}

export interface Overlay {
  readonly root: string;
  remove(): void;
}

/** @param projectRoot the overlay is made below it, so that packages are found as they are from the project. */
export function layOut(projectRoot: string, host: string): Overlay {
  const base = join(projectRoot, '.hotline', 'check');
  mkdirSync(base, { recursive: true });
  const root = mkdtempSync(join(base, 'red-'));
  cpSync(join(projectRoot, RED_FOLDER, 'tree'), root, { recursive: true });
  const settings = readdirSync(projectRoot).filter((name) => /^(tsconfig.*|package)\.json$/.test(name));
  for (const name of settings) copyFileSync(join(projectRoot, name), join(root, name));
  for (const [name, text] of Object.entries(generatedFixtures(host, projectRoot))) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}
