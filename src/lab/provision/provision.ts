/** Brings a machine to the point where a home can start: packages, then the tarball of the Asterisk root. */
import { chownSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Settings } from '../../config.ts';
import { isRoot } from '../machine.ts';
import { runCommand } from '../run-command.ts';
import { StepError } from '../steps.ts';
import { installPackages, restoreServicePolicy } from './apt.ts';
import { ensureCachedRoot, findCachedRoot, readRootVersions } from './asterisk-root.ts';
import { findMissingPackages, type Purpose } from './needs.ts';

export type ProvisionOptions = { settings: Settings; purpose: Purpose; logFile: string; news: (line: string) => void };

const step = 'what this machine lacks';
const needsRoot = (missing: readonly string[], settings: Settings): boolean =>
  missing.length > 0 || (readRootVersions(settings.asteriskRoot) === undefined && findCachedRoot(settings.cacheDir) === undefined);

/** The line a person without rights is asked to run; it does what sudo would have been asked for. */
export function provisionLine(settings: Settings, purpose: Purpose): string[] {
  return ['env', `HOTLINE_HOME=${settings.home}`, `HOTLINE_CACHE_DIR=${settings.cacheDir}`, path.join(settings.projectRoot, 'hotline'), 'provision', ...(purpose === 'test' ? ['--tests'] : [])];
}

/**
 * Installs packages (as root, else through sudo without a password, else not at all: StepError with the one line to run).
 * Returns what was installed, in words.
 */
export async function provisionPackages(options: ProvisionOptions): Promise<string> {
  const { settings, purpose, logFile, news } = options;
  const missing = await findMissingPackages(settings, purpose);
  if (isRoot()) {
    restoreServicePolicy();
    if (missing.length === 0) return 'nothing';
    news(missing.join(', '));
    await installPackages(missing, logFile);
    return missing.join(', ');
  }
  if (!needsRoot(missing, settings)) return 'nothing';
  const line = provisionLine(settings, purpose);
  if (!(await maySudo())) {
    throw new StepError({
      step, reason: `needs root once, for: ${[...missing, 'the Asterisk root'].join(', ')}`,
      advice: `run this line, then ./hotline ${purpose === 'test' ? 'test' : 'up'} again:\n      sudo ${line.join(' ')}`,
    });
  }
  news('by sudo');
  await runCommand(['sudo', '-n', ...line], { logFile });
  return [...missing, 'Asterisk root'].join(', ');
}

async function maySudo(): Promise<boolean> {
  try {
    await runCommand(['sudo', '-n', 'true']);
    return true;
  } catch {
    return false;
  }
}

/** What `sudo ./hotline provision` does: as root, for the user who called it. */
export async function provisionAsRoot(options: ProvisionOptions & { owner: { uid: number; gid: number } | undefined }): Promise<void> {
  const { settings, logFile, news, owner } = options;
  const made = [mkdirSync(settings.cacheDir, { recursive: true })].filter((folder) => folder !== undefined);
  await provisionPackages(options);
  if (readRootVersions(settings.asteriskRoot) === undefined) await ensureCachedRoot({ cacheDir: settings.cacheDir, logFile, report: news });
  if (owner === undefined) return;
  // Otherwise the user could not keep his own cache.
  const inCache = readdirSync(settings.cacheDir).map((name) => path.join(settings.cacheDir, name));
  for (const file of [...made, settings.cacheDir, ...inCache]) chownSync(file, owner.uid, owner.gid);
}
