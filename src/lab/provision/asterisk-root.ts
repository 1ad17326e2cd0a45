/**
 * The private Debian root with Asterisk 22, espeak-ng 1.52 and sox. Debian's stable release has no Asterisk; unstable
 * has, and moves daily: a root once built is kept as a tarball, named by version, and later homes unpack that.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withLock } from '../file-lock.ts';
import { isRoot } from '../machine.ts';
import { runCommand } from '../run-command.ts';
import { aptAcquireOptions } from './apt.ts';
import { debianCodename, findDebianMirror } from './debian-sources.ts';

export type AsteriskRootOptions = { root: string; cacheDir: string; logFile: string; report?: (line: string) => void };
export type RootVersions = { asterisk: string; espeak: string };

const packages = 'asterisk,espeak-ng,sox';
const unwanted = ['/usr/share/man/*', '/usr/share/doc/*', '/usr/share/locale/*', '/usr/share/info/*'];
const mountPoints = ['prompts', 'recordings', 'pbx', 'carrier', 'log'];
/** Changes when the way of building changes: an older tarball is then not taken. */
const recipe = createHash('sha256').update(JSON.stringify([packages, unwanted, mountPoints, 1])).digest('hex').slice(0, 8);
const stampOf = (root: string): string => path.join(root, 'hotline', 'versions.json');

/** Versions in a finished root, or undefined when it isn't one. */
export function readRootVersions(root: string): RootVersions | undefined {
  return existsSync(stampOf(root)) ? (JSON.parse(readFileSync(stampOf(root), 'utf8')) as RootVersions) : undefined;
}

/** Newest tarball in the cache that fits this recipe. */
export function findCachedRoot(cacheDir: string): string | undefined {
  if (!existsSync(cacheDir)) return undefined;
  const fitting = readdirSync(cacheDir).filter((name) => name.startsWith('asterisk-root-') && name.endsWith(`-${process.arch}-${recipe}.tar.zst`));
  const newest = fitting.map((name) => path.join(cacheDir, name)).sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
  return newest;
}

/** Makes the root if it isn't there: from the cache, else from the machine's mirror. Returns what was done. */
export async function ensureAsteriskRoot(options: AsteriskRootOptions): Promise<'there' | 'unpacked' | 'built'> {
  if (readRootVersions(options.root) !== undefined) return 'there';
  mkdirSync(path.dirname(options.root), { recursive: true });
  return withLock(`${options.root}.lock`, async () => {
    if (readRootVersions(options.root) !== undefined) return 'there';
    const way = findCachedRoot(options.cacheDir) === undefined ? 'built' : 'unpacked';
    await unpackRoot(options, await ensureCachedRoot(options));
    return way;
  });
}

async function unpackRoot(options: AsteriskRootOptions, tarball: string): Promise<void> {
  const fresh = `${options.root}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  const owner = isRoot() ? [] : ['--no-same-owner'];
  await runCommand(['tar', '--extract', '--zstd', '--numeric-owner', ...owner, '--file', tarball, '--directory', fresh], { logFile: options.logFile });
  rmSync(options.root, { recursive: true, force: true });
  renameSync(fresh, options.root);
}

/** Path of the tarball, which is built (as root only) when the cache has none. */
export async function ensureCachedRoot(options: Omit<AsteriskRootOptions, 'root'>): Promise<string> {
  return withLock(path.join(options.cacheDir, 'asterisk-root.lock'), async () => {
    const cached = findCachedRoot(options.cacheDir);
    if (cached !== undefined) return cached;
    const building = path.join(options.cacheDir, `building-${process.pid}`);
    try {
      return await buildRoot({ ...options, root: building });
    } finally {
      await removeTree(building);
    }
  }, () => options.report?.('waiting for another run that builds the Asterisk root'));
}

async function buildRoot(options: AsteriskRootOptions): Promise<string> {
  const { root, logFile } = options;
  const mirror = findDebianMirror('/etc/apt', debianCodename() ?? 'stable');
  if (mirror === undefined) throw new Error("no Debian mirror in /etc/apt: add the machine's usual Debian source there");
  options.report?.("Asterisk 22 from Debian unstable, by this machine's own mirror (one to two minutes)");
  const acquire = [...(await aptAcquireOptions()), 'Acquire::Check-Valid-Until "false"'].map((line) => `--aptopt=${line}`);
  const lean = unwanted.map((pattern) => `--dpkgopt=path-exclude=${pattern}`);
  await runCommand(['mmdebstrap', '--variant=apt', '--dpkgopt=force-unsafe-io', ...acquire, ...lean, `--include=${packages}`, 'sid', root, mirror], { logFile });
  const versions = await verifyRoot(root);
  for (const name of mountPoints) mkdirSync(path.join(root, 'hotline', name), { recursive: true });
  mkdirSync(path.join(root, 'var/spool/asterisk/recording'), { recursive: true });
  writeFileSync(stampOf(root), JSON.stringify(versions));
  const name = `asterisk-root-${versions.asterisk}-${process.arch}-${recipe}.tar.zst`;
  const tarball = path.join(options.cacheDir, name);
  await runCommand(['tar', '--create', '--use-compress-program=zstd -1 -T0', '--numeric-owner', '--exclude=./dev/*', '--exclude=./var/cache/apt/*', '--file', `${tarball}.new`, '--directory', root, '.'], { logFile });
  renameSync(`${tarball}.new`, tarball);
  return tarball;
}

/** What is in the root must be what was asked for: unstable may have moved on to the next Asterisk. */
async function verifyRoot(root: string): Promise<RootVersions> {
  const asterisk = /Asterisk (\S+)/.exec(await runCommand(['chroot', root, 'asterisk', '-V']))?.[1] ?? '';
  const espeak = /(\d+\.\d+[.\d]*)/.exec(await runCommand(['chroot', root, 'espeak-ng', '--version']))?.[1] ?? '';
  if (!asterisk.startsWith('22.')) throw new Error(`Debian unstable has Asterisk ${asterisk || '(none)'}; 22 is needed. Copy an older tarball into the cache folder`);
  if (!espeak.startsWith('1.52')) throw new Error(`Debian unstable has espeak-ng ${espeak || '(none)'}; 1.52 is needed. Copy an older tarball into the cache folder`);
  return { asterisk, espeak };
}

/** Removes a root folder, but never through a mount: with one below it, it is left and said so. */
export async function removeTree(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  const mounts = readFileSync('/proc/self/mounts', 'utf8').split('\n').filter((line) => (line.split(' ')[1] ?? '').startsWith(`${folder}/`));
  if (mounts.length > 0) throw new Error(`${folder}: something is mounted below it; unmount it, then remove the folder`);
  await runCommand(['rm', '-rf', '--one-file-system', folder]);
}
