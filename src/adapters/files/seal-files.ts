/** Raw files as Asterisk leaves them, and their stored form: the files' side of sealing. */
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { SealedFile, SealFiles } from '../../app/recordings/ports.ts';
import { codeOf, unavailable } from './fault.ts';
import { folderOf, idOfRaw, insideOf, rawName, safeId, syncFolder } from './folders.ts';
import { createSealKeys } from './seal-keys.ts';
import { storeSound } from './store-sound.ts';

export interface SealFilesOptions {
  /** Where Asterisk's raw files appear. */
  readonly recordingsDir: string;
  /** Where sealed ones live; made when it is not there. */
  readonly sealedDir: string;
  /** Key-encryption keys, 64 hex digits each; the first is the one in use. */
  readonly sealKeys: readonly [string, ...string[]];
}

export async function sumOfFile(file: string): Promise<string> {
  const sum = createHash('sha256');
  await pipeline(createReadStream(file), sum);
  return sum.digest('hex');
}

async function statOrNull(file: string): Promise<Awaited<ReturnType<typeof lstat>> | null> {
  try {
    return await lstat(file);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Folders down to the file's, each on the disk. */
async function makeFolders(root: string, relative: string): Promise<void> {
  const folder = path.join(root, relative);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const chain = [root];
  for (const part of relative.split('/')) chain.push(path.join(chain.at(-1) ?? root, part));
  for (const one of chain) await syncFolder(one);
}

/** Every file system error comes out as FILES_UNAVAILABLE: nothing was lost, it is tried again. */
async function guarded<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw unavailable(what, error);
  }
}

async function store(options: SealFilesOptions & { keys: ReturnType<typeof createSealKeys> }, recordingId: string): Promise<SealedFile> {
  const { recordingsDir, sealedDir, keys } = options;
  const folder = folderOf(recordingId);
  // A name of its own for each try: what another try wrote, or a seal that stands, is never written over.
  const name = `${safeId(recordingId)}.${randomBytes(6).toString('hex')}`;
  const relative = path.posix.join(folder, `${name}.hrec`);
  const part = path.join(sealedDir, folder, `${name}.part`);
  await makeFolders(sealedDir, folder);
  try {
    const stored = await storeSound({ recordingId, rawPath: path.join(recordingsDir, rawName(recordingId)), targetPath: part }, keys);
    await rename(part, path.join(sealedDir, relative));
    await syncFolder(path.join(sealedDir, folder));
    return { path: relative, ...stored };
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw error;
  }
}

export function createSealFiles(options: SealFilesOptions): SealFiles {
  const { recordingsDir, sealedDir } = options;
  const keys = createSealKeys(options.sealKeys);
  const rawPath = (recordingId: string): string => path.join(recordingsDir, rawName(recordingId));
  return {
    stat: (recordingId) =>
      guarded('raw files cannot be read', async () => {
        const found = await statOrNull(rawPath(recordingId));
        if (found !== null) return { bytes: Number(found.size), writtenAt: Math.round(Number(found.mtimeMs)) };
        // Not there, and the folder is: only then it is really not there.
        await lstat(recordingsDir);
        return null;
      }),
    store: (recordingId) => guarded('a recording could not be stored', () => store({ ...options, keys }, recordingId)),
    isStored: (relative, storedSha256) =>
      guarded('sealed files cannot be read', async () => {
        const file = insideOf(sealedDir, relative);
        return (await statOrNull(file)) !== null && (await sumOfFile(file)) === storedSha256;
      }),
    discard: (relative) => guarded('a sealed file could not be removed', () => rm(insideOf(sealedDir, relative), { force: true })),
    discardOthers: (recordingId, relative) =>
      guarded('sealed files could not be removed', async () => {
        const folder = path.join(sealedDir, folderOf(recordingId));
        const own = (name: string): boolean => new RegExp(`^\\.[0-9a-f]{12}\\.(hrec|part)$`).test(name.slice(recordingId.length));
        for (const name of await readdir(folder)) {
          if (name.startsWith(`${safeId(recordingId)}.`) && own(name) && name !== path.posix.basename(relative)) await rm(path.join(folder, name), { force: true });
        }
      }),
    removeRaw: (recordingId) => guarded('a raw file could not be removed', () => rm(rawPath(recordingId), { force: true })),
    listRaw: ({ quietSince, limit }) =>
      guarded('raw files cannot be listed', async () => {
        const quiet: string[] = [];
        for (const name of await readdir(recordingsDir)) {
          const id = idOfRaw(name);
          const found = id === null ? null : await statOrNull(path.join(recordingsDir, name));
          if (id !== null && found !== null && Number(found.mtimeMs) < quietSince) quiet.push(id);
          if (quiet.length >= limit) break;
        }
        return quiet;
      }),
  };
}
