/** Names and folders of recordings, raw and sealed. */
import { open } from 'node:fs/promises';
import path from 'node:path';
import { wrong } from './fault.ts';

const shape = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** Ids become file names: nothing else gets in. Throws RangeError. */
export function safeId(recordingId: string): string {
  if (!shape.test(recordingId)) throw new RangeError('not the id of a recording');
  return recordingId;
}
export const isSafeId = (recordingId: string): boolean => shape.test(recordingId);

export const rawName = (recordingId: string): string => `${safeId(recordingId)}.raw`;
export const idOfRaw = (name: string): string | null => (name.endsWith('.raw') && isSafeId(name.slice(0, -4)) ? name.slice(0, -4) : null);

const zoneOffsetMs = 8 * 3_600_000;

/** `2026/11/23/10`, the call's hour in China: ids begin with a UUIDv7, which holds the time. Others go to `other`. */
export function folderOf(recordingId: string): string {
  const match = /^([0-9a-f]{8})-([0-9a-f]{4})-7/.exec(recordingId);
  if (match === null) return 'other';
  const at = Number.parseInt(`${match[1] ?? ''}${match[2] ?? ''}`, 16);
  const hour = new Date(at + zoneOffsetMs).toISOString();
  return path.posix.join(hour.slice(0, 4), hour.slice(5, 7), hour.slice(8, 10), hour.slice(11, 13));
}

/** A stored path as kept in the ledger: relative, inside. Throws SEALED_FILE_WRONG. */
export function insideOf(root: string, relative: string): string {
  const full = path.resolve(root, relative);
  if (!full.startsWith(`${path.resolve(root)}${path.sep}`)) throw wrong('a stored path leads out of its folder');
  return full;
}

/** A file's name is on the disk when its folder is. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
