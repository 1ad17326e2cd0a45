/** Facts about this machine that the lab needs to know: who runs it, and where its programs are. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

export const isRoot = (): boolean => process.getuid?.() === 0;

/** Folder with initdb and postgres, the newest installed; undefined when there is none. */
export function findPostgresBin(base = '/usr/lib/postgresql'): string | undefined {
  if (!existsSync(base)) return undefined;
  const versions = readdirSync(base).filter((name) => existsSync(path.join(base, name, 'bin', 'postgres'))).map(Number);
  const newest = versions.sort((a, b) => b - a)[0];
  return newest === undefined ? undefined : path.join(base, String(newest), 'bin');
}

/** Whether a program is in one of the usual folders. */
export function hasProgram(name: string): boolean {
  return ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'].some((folder) => existsSync(path.join(folder, name)));
}

/**
 * Words that put a command into a mount namespace of its own. Who isn't root gets a user namespace with it, in which
 * he may mount; that needs no rights on Debian. The enter-*.sh scripts make the namespace private.
 */
export const ownMounts = (): string[] => (isRoot() ? ['unshare', '--mount', '--propagation', 'unchanged'] : ['unshare', '--user', '--map-root-user', '--mount']);
