/** What this machine lacks for a purpose, as Debian packages. */
import { existsSync } from 'node:fs';
import type { Settings } from '../../config.ts';
import { findPostgresBin, hasProgram } from '../machine.ts';
import { missingPackages } from './apt.ts';
import { findCachedRoot, readRootVersions } from './asterisk-root.ts';

export type Purpose = 'run' | 'test';

/**
 * Programs are looked for first, so that a machine with another vendor's PostgreSQL is left alone. What is only needed
 * to build the Asterisk root is not needed where a root, or its tarball, is there.
 */
export async function findMissingPackages(settings: Settings, purpose: Purpose): Promise<string[]> {
  const names: string[] = [];
  if (findPostgresBin() === undefined) names.push('postgresql');
  if (!hasProgram('redis-server')) names.push('redis-server');
  const hasRoot = readRootVersions(settings.asteriskRoot) !== undefined;
  if (!hasRoot && !hasProgram('zstd')) names.push('zstd');
  if (!hasRoot && findCachedRoot(settings.cacheDir) === undefined && !hasProgram('mmdebstrap')) names.push('mmdebstrap');
  if (purpose === 'test') {
    if (!hasProgram('chromium')) names.push('chromium');
    const isFontThere = existsSync('/usr/share/fonts/truetype/wqy/wqy-microhei.ttc');
    if (!isFontThere && (await missingPackages(['fonts-noto-cjk', 'fonts-wqy-microhei'])).length === 2) names.push('fonts-wqy-microhei');
  }
  return names;
}
