/** Builds the browser pages of a home. The same sources are built once per machine and copied after that. */
import { createHash, randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Settings } from '../config.ts';
import { runCommand } from './run-command.ts';

/** Everything the pages are made of: their own room, the contracts they share, versions of what they use. */
const inputs = ['src/web', 'src/contract', 'package-lock.json', 'tsconfig.web.json'] as const;
const stampName = '.built-from';

function filesUnder(target: string): string[] {
  if (!existsSync(target)) return [];
  if (!statSync(target).isDirectory()) return [target];
  return readdirSync(target, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name)).sort();
}

/** SHA-256 over names and contents. */
export function hashFiles(root: string, targets: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of targets.flatMap((target) => filesUnder(path.join(root, target)))) {
    hash.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}

/** '' when there is nothing, or somebody is just exchanging it. */
function builtFrom(folder: string): string {
  try {
    return readFileSync(path.join(folder, stampName), 'utf8');
  } catch {
    return '';
  }
}

/** Returns what was done, or undefined while there are no pages. */
export async function buildPages(settings: Settings, logFile: string): Promise<'unchanged' | 'from the cache' | 'built' | undefined> {
  const source = path.join(settings.projectRoot, 'src/web');
  if (!existsSync(path.join(source, 'index.html'))) return undefined;
  const hash = hashFiles(settings.projectRoot, inputs);
  if (builtFrom(settings.webDir) === hash) return 'unchanged';
  const cached = path.join(settings.cacheDir, 'web', hash);
  const isCached = builtFrom(cached) === hash;
  if (!isCached) await buildInto(settings.projectRoot, { source, target: cached, hash, logFile });
  const fresh = aside(settings.webDir);
  cpSync(cached, fresh, { recursive: true });
  putInPlace(fresh, settings.webDir, hash);
  return isCached ? 'from the cache' : 'built';
}

/** Beside the folder, and nobody else's. */
const aside = (folder: string): string => `${folder}.${randomUUID()}`;

/**
 * A whole folder takes its place by a rename. Others may do the same at the same moment, and may be copying from what is there: what is
 * whole already stays, and whoever comes second throws its own away.
 */
export function putInPlace(fresh: string, target: string, hash: string): void {
  for (let tries = 0; tries < 10; tries += 1) {
    if (builtFrom(target) === hash) return rmSync(fresh, { recursive: true, force: true });
    if (isDone(() => renameSync(fresh, target))) return;
    if (builtFrom(target) === hash) continue;
    const old = aside(target);
    if (isDone(() => renameSync(target, old))) rmSync(old, { recursive: true, force: true });
  }
  throw new Error(`${target}: others put something else there again and again`);
}

/** false: it is not there any more, or another is there already. */
function isDone(rename: () => void): boolean {
  try {
    rename();
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && ['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes(String(error.code))) return false;
    throw error;
  }
}

async function buildInto(projectRoot: string, what: { source: string; target: string; hash: string; logFile: string }): Promise<void> {
  const building = aside(what.target);
  mkdirSync(path.dirname(building), { recursive: true });
  const vite = path.join(projectRoot, 'node_modules/vite/bin/vite.js');
  await runCommand([process.execPath, vite, 'build', what.source, '--outDir', building, '--emptyOutDir', '--logLevel', 'warn'], { cwd: what.source, logFile: what.logFile });
  writeFileSync(path.join(building, stampName), what.hash);
  putInPlace(building, what.target, what.hash);
}
