/** How much room is left where recordings are written and kept: a full disk is told before, and while, it hurts. */
import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { codeOf } from './fault.ts';

export interface DiskRoom {
  readonly folder: 'recordings' | 'sealed recordings';
  readonly path: string;
  /** null: the folder cannot be asked. */
  readonly freeBytes: number | null;
}

/** A folder that is made with its first file has the room of the one it will stand in. */
async function freeIn(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch (error) {
    const parent = path.dirname(folder);
    return codeOf(error) === 'ENOENT' && parent !== folder ? freeIn(parent) : null;
  }
}

export function createDiskRoom(folders: { readonly recordingsDir: string; readonly sealedDir: string }) {
  const ask = async (folder: DiskRoom['folder'], place: string): Promise<DiskRoom> => ({ folder, path: place, freeBytes: await freeIn(place) });
  return {
    read: (): Promise<readonly DiskRoom[]> => Promise.all([ask('recordings', folders.recordingsDir), ask('sealed recordings', folders.sealedDir)]),
  };
}
