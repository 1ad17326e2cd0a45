import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createRecordingFiles } from '../../../src/adapters/files/recording-files.ts';
import { createSealFiles } from '../../../src/adapters/files/seal-files.ts';
import type { SealedFile } from '../../../src/app/recordings/ports.ts';
import { tones } from '../../support/sound.ts';

const recordingId = '019aaf00-0000-7000-8000-000000000001-r1';
const key = 'ab'.repeat(32);
let root: string;
let recordingsDir: string;
let sealedDir: string;

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'hotline-test-files-'));
  recordingsDir = path.join(root, 'recordings');
  sealedDir = path.join(root, 'sealed');
  mkdirSync(recordingsDir);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const sealFiles = () => createSealFiles({ recordingsDir, sealedDir, sealKeys: [key] });
const rawFile = (id = recordingId): string => path.join(recordingsDir, `${id}.raw`);
const putRaw = (pcm: Buffer, id = recordingId): void => writeFileSync(rawFile(id), pcm);
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
function player(stored: SealedFile, sealKeys: [string, ...string[]] = [key]) {
  return createRecordingFiles({ sealedDir, sealKeys, locate: async () => ({ path: stored.path, storedSha256: stored.storedSha256 }) });
}
/** As `stored`, with the sum of the file as it is now: only what the pieces themselves prove is left. */
const believed = (stored: SealedFile): SealedFile => ({ ...stored, storedSha256: sha256(readFileSync(path.join(sealedDir, stored.path))) });

describe('a stored recording', () => {
  test('plays as the stereo WAV it was, with both sums right', async () => {
    const pcm = tones(9.5);
    putRaw(pcm);
    const stored = await sealFiles().store(recordingId);
    expect(stored).toMatchObject({ frames: 76_000, sha256: sha256(pcm), storedBytes: readFileSync(path.join(sealedDir, stored.path)).length });
    expect(stored.storedSha256).toBe(sha256(readFileSync(path.join(sealedDir, stored.path))));
    const opened = await player(stored).open(recordingId);
    if (opened === null) throw new Error('not there');
    const wav = await buffer(opened.wav);
    expect(wav).toHaveLength(opened.size);
    expect(wav.subarray(44).equals(pcm)).toBe(true);
    expect(wav.toString('latin1', 0, 4) + wav.toString('latin1', 8, 16)).toBe('RIFFWAVEfmt ');
    expect([wav.readUInt16LE(22), wav.readUInt32LE(24), wav.readUInt16LE(34), wav.readUInt32LE(40)]).toEqual([2, 8_000, 16, pcm.length]);
  });

  test('is much smaller than the raw one, and no sound can be read in it', async () => {
    const pcm = tones(20);
    putRaw(pcm);
    const stored = await sealFiles().store(recordingId);
    expect(stored.storedBytes).toBeLessThan(pcm.length / 3);
    const bytes = readFileSync(path.join(sealedDir, stored.path));
    expect(bytes.includes(pcm.subarray(1_000, 1_016))).toBe(false);
    expect(existsSync(rawFile())).toBe(true);
  });

  test.each([
    [0, 43], [0, 44], [40, 50], [44, 44], [44 + 128_000 - 1, 44 + 128_000], [100_001, 300_002], [303_000, 304_043], [304_043, 999_999],
  ])('begins anywhere: bytes %i to %i', async (start, end) => {
    putRaw(tones(9.5));
    const stored = await sealFiles().store(recordingId);
    const whole = await player(stored).open(recordingId);
    const part = await player(stored).open(recordingId, { start, end });
    if (whole === null || part === null) throw new Error('not there');
    const wav = await buffer(whole.wav);
    expect((await buffer(part.wav)).equals(wav.subarray(start, end + 1))).toBe(true);
    expect(part.size).toBe(wav.length);
  });

  test('a stream nobody reads, or not to its end, holds no file open', async () => {
    putRaw(tones(60));
    const stored = await sealFiles().store(recordingId);
    const files = player(stored);
    const openFiles = (): number => readdirSync('/proc/self/fd').length;
    const before = openFiles();
    for (let n = 0; n < 20; n += 1) {
      const opened = await files.open(recordingId);
      if (n % 2 === 1) for await (const chunk of opened?.wav ?? []) if ((chunk as Buffer).length > 0) break;
      opened?.wav.destroy();
    }
    await new Promise(setImmediate);
    expect(openFiles()).toBeLessThanOrEqual(before + 2);
  });

  test('a rest of a frame at the end is no sound', async () => {
    putRaw(Buffer.concat([tones(1), Buffer.of(1, 2, 3)]));
    expect(await sealFiles().store(recordingId)).toMatchObject({ frames: 8_000, sha256: sha256(tones(1)) });
  });

  test('opens with an old key after a new one came, and not without it', async () => {
    putRaw(tones(1));
    const stored = await sealFiles().store(recordingId);
    const newKey = 'cd'.repeat(32);
    const opened = await player(stored, [newKey, key]).open(recordingId);
    expect(await buffer(opened?.wav ?? Readable.from([]))).toHaveLength(44 + 32_000);
    await expect(player(stored, [newKey]).open(recordingId)).rejects.toMatchObject({ code: 'SEALED_FILE_WRONG' });
  });
});

describe('tampering is found', () => {
  test('one flipped bit anywhere is found by the seal, and almost anywhere by the file itself', async () => {
    putRaw(tones(5));
    const stored = await sealFiles().store(recordingId);
    const file = path.join(sealedDir, stored.path);
    const good = readFileSync(file);
    for (let at = 0; at < good.length; at += Math.ceil(good.length / 150)) {
      const bad = Buffer.from(good);
      bad[at] = (bad[at] ?? 0) ^ (1 << at % 8);
      writeFileSync(file, bad);
      expect(await sealFiles().isStored(stored.path, stored.storedSha256)).toBe(false);
      await expect(player(stored).open(recordingId)).rejects.toMatchObject({ code: 'SEALED_FILE_WRONG', retryable: false });
      // Somebody who could change the ledger's sum as well is stopped by the file's own key.
      const listen = async () => buffer((await player(believed(stored)).open(recordingId))?.wav ?? Readable.from([]));
      await expect(listen()).rejects.toMatchObject({ code: 'SEALED_FILE_WRONG' });
    }
  });

  test.each([
    ['cut off', (file: string) => truncateSync(file, readFileSync(file).length - 1)],
    ['cut off between two pieces', (file: string) => truncateSync(file, pieceEnds(readFileSync(file))[0] ?? 0)],
    ['longer', (file: string) => appendFileSync(file, 'x')],
    ['two pieces swapped', (file: string) => {
      const bytes = readFileSync(file);
      const [first = 0, second = 0] = pieceEnds(bytes);
      const start = 12 + bytes.readUInt32BE(8);
      writeFileSync(file, Buffer.concat([bytes.subarray(0, start), bytes.subarray(first, second), bytes.subarray(start, first), bytes.subarray(second)]));
    }],
  ])('%s', async (_what, harm) => {
    putRaw(tones(12));
    const stored = await sealFiles().store(recordingId);
    harm(path.join(sealedDir, stored.path));
    await expect(player(stored).open(recordingId)).rejects.toMatchObject({ code: 'SEALED_FILE_WRONG' });
    const listen = async () => buffer((await player(believed(stored)).open(recordingId))?.wav ?? Readable.from([]));
    await expect(listen()).rejects.toMatchObject({ code: 'SEALED_FILE_WRONG' });
  });

  test('the file of another recording in its place', async () => {
    const other = recordingId.replace(/1-r1$/, '2-r1');
    putRaw(tones(1));
    putRaw(tones(1), other);
    const [stored, wrong] = [await sealFiles().store(recordingId), await sealFiles().store(other)];
    writeFileSync(path.join(sealedDir, stored.path), readFileSync(path.join(sealedDir, wrong.path)));
    await expect(player(believed(stored)).open(recordingId)).rejects.toMatchObject({ code: 'SEALED_FILE_WRONG' });
  });

  test('a path that leads out of its folder', async () => {
    putRaw(tones(1));
    const stored = await sealFiles().store(recordingId);
    await expect(player({ ...stored, path: '../recordings/x.raw' }).open(recordingId)).rejects.toMatchObject({ code: 'SEALED_FILE_WRONG' });
  });
});

describe('raw files', () => {
  test('not there is told apart from a folder that is away', async () => {
    const files = sealFiles();
    expect(await files.stat(recordingId)).toBeNull();
    rmSync(recordingsDir, { recursive: true });
    await expect(files.stat(recordingId)).rejects.toMatchObject({ code: 'FILES_UNAVAILABLE', retryable: true });
  });

  test('ids that are no file names are refused', async () => {
    await expect(sealFiles().stat('../../etc/passwd')).rejects.toThrow();
    await expect(sealFiles().store('a/b')).rejects.toThrow();
  });

  test('only quiet ones are listed, and nothing else in the folder', async () => {
    putRaw(tones(1));
    writeFileSync(path.join(recordingsDir, 'notes.txt'), 'x');
    writeFileSync(path.join(recordingsDir, '.raw'), 'x');
    const files = sealFiles();
    expect(await files.listRaw({ quietSince: Date.now() + 60_000, limit: 10 })).toEqual([recordingId]);
    expect(await files.listRaw({ quietSince: Date.now() - 60_000, limit: 10 })).toEqual([]);
  });

  test('two tries at once never write over each other; what did not win is cleared away', async () => {
    putRaw(tones(2));
    const [one, two] = await Promise.all([sealFiles().store(recordingId), sealFiles().store(recordingId)]);
    expect(one.path).not.toBe(two.path);
    await sealFiles().discardOthers(recordingId, one.path);
    expect(readdirSync(path.dirname(path.join(sealedDir, one.path)))).toEqual([path.basename(one.path)]);
    expect(await sealFiles().isStored(one.path, one.storedSha256)).toBe(true);
  });
});

/** Where each piece ends. */
function pieceEnds(bytes: Buffer): number[] {
  const ends: number[] = [];
  for (let at = 12 + bytes.readUInt32BE(8); at < bytes.length; ) {
    at += 4 + bytes.readUInt32BE(at);
    ends.push(at);
  }
  return ends;
}
