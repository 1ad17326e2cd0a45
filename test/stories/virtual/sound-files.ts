/** Raw recordings as the virtual exchange writes them, and the folder of sealed ones: lengths only, no sound. */
import { createHash } from 'node:crypto';
import type { SealFiles } from '../../../src/app/recordings/ports.ts';

/** 16 bits, two channels, 8 kHz. */
const BYTES_PER_MS = 32;

interface Raw {
  readonly startedAt: number;
  readonly channelId: string;
  endedAt: number | null;
  isPaused: boolean;
}

export type SoundFiles = ReturnType<typeof createSoundFiles>;

export function createSoundFiles(now: () => number) {
  const raw = new Map<string, Raw>();
  const stored = new Map<string, string>();
  let isFull = false;
  const bytesOf = (file: Raw): number => ((file.endedAt ?? now()) - file.startedAt) * BYTES_PER_MS;
  const sha = (text: string): string => createHash('sha256').update(text).digest('hex');
  const seal: SealFiles = {
    stat: async (id) => {
      const file = raw.get(id);
      return file === undefined ? null : { bytes: bytesOf(file), writtenAt: file.endedAt ?? now() };
    },
    store: async (id) => {
      const file = raw.get(id);
      if (file === undefined) throw Object.assign(new Error('no raw file'), { code: 'FILES_UNAVAILABLE', retryable: true });
      const bytes = bytesOf(file);
      const path = `sealed/${id}`;
      stored.set(path, sha(`stored ${id} ${bytes}`));
      return { path, sha256: sha(`${id} ${bytes}`), storedSha256: sha(`stored ${id} ${bytes}`), storedBytes: bytes, frames: bytes / 4, suite: 'test', keyId: 'test' };
    },
    isStored: async (path, storedSha256) => stored.get(path) === storedSha256,
    discard: async (path) => void stored.delete(path),
    discardOthers: async () => undefined,
    removeRaw: async (id) => void raw.delete(id),
    listRaw: async ({ quietSince }) => [...raw].filter(([, file]) => file.endedAt !== null && file.endedAt < quietSince).map(([id]) => id),
  };
  return {
    seal,
    fill: () => {
      isFull = true;
    },
    /** false: the disk is full. */
    start: (recordingId: string, channelId: string): boolean => {
      if (isFull) return false;
      raw.set(recordingId, { startedAt: now(), channelId, endedAt: null, isPaused: false });
      return true;
    },
    /** The channel's recording stops with it. */
    close: (channelId: string) => {
      for (const file of raw.values()) if (file.channelId === channelId) file.endedAt ??= now();
    },
    /** false: nothing of the channel is recorded. */
    pause: (channelId: string, isPaused: boolean): boolean => {
      const running = [...raw.values()].filter((file) => file.channelId === channelId && file.endedAt === null);
      for (const file of running) file.isPaused = isPaused;
      return running.length > 0;
    },
    isPaused: (channelId: string) => [...raw.values()].some((file) => file.channelId === channelId && file.endedAt === null && file.isPaused),
    isRunning: (channelId: string) => [...raw.values()].some((file) => file.channelId === channelId && file.endedAt === null),
  };
}
