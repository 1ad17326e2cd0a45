/** The clips of texts are many and soon forgotten: the oldest give way, so that they never fill a disk. */
import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { promptLanguages } from '../../contract/prompt-catalogue.ts';
import { listFolder } from './folders.ts';
import { LIVE_FOLDER } from './live-clips.ts';

/** One that was made a moment ago may be playing. */
const YOUNGEST_MS = 600_000;

export async function keepLiveClipsBelow({ promptsFolder, maxBytes, justMade }: { promptsFolder: string; maxBytes: number; justMade: string }): Promise<void> {
  const found = await Promise.all(promptLanguages.map((language) => filesOf(path.join(promptsFolder, 'play', language, LIVE_FOLDER))));
  const files = found.flat();
  let total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const oldEnough = Date.now() - YOUNGEST_MS;
  for (const { file, bytes, madeAtMs } of files.sort((one, other) => one.madeAtMs - other.madeAtMs)) {
    if (total <= maxBytes) return;
    if (madeAtMs > oldEnough || file.includes(justMade)) continue;
    const heard = file.replace(/\.sln$/, '').replace(`${path.sep}play${path.sep}`, `${path.sep}alaw${path.sep}`);
    for (const one of [file, `${heard}.al`, `${heard}.txt`]) await rm(one, { force: true });
    total -= bytes;
  }
}

async function filesOf(folder: string): Promise<{ file: string; bytes: number; madeAtMs: number }[]> {
  const names = (await listFolder(folder)).filter((name) => name.startsWith('said.') && name.endsWith('.sln'));
  const found = await Promise.all(names.map(async (name) => {
    const file = path.join(folder, name);
    const seen = await stat(file).catch(() => undefined);
    return seen === undefined ? [] : [{ file, bytes: seen.size, madeAtMs: seen.mtimeMs }];
  }));
  return found.flat();
}
