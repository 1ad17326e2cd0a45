import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SealFiles, SealStore } from '../../src/app/recordings/ports.ts';
import { createRecordingWorld, type RecordingWorld } from '../support/recording-world.ts';
import { tones } from '../support/sound.ts';

let world: RecordingWorld;
beforeAll(async () => {
  world = await createRecordingWorld();
});
afterAll(() => world.close());
let pcm: Buffer;
beforeEach(() => {
  pcm = tones(5);
});
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
async function heard(recordingId: string): Promise<Buffer> {
  const opened = await world.player.open(recordingId);
  if (opened === null) throw new Error('not there');
  return (await buffer(opened.wav)).subarray(44);
}
/** Sealed once, whole, playable, nothing left lying about, chain whole. */
async function isSealedWell(recordingId: string, sound: Buffer): Promise<void> {
  expect(await world.stateOf(recordingId)).toBe('sealed');
  expect((await heard(recordingId)).equals(sound)).toBe(true);
  expect((await world.links(recordingId)).filter((link) => link.kind === 'sealed')).toHaveLength(1);
  expect(world.hasRaw(recordingId)).toBe(false);
  expect(world.sealedFiles().filter((name) => name.startsWith(recordingId))).toHaveLength(1);
  expect(await world.chainIsWhole()).toBe(true);
}

describe('sealing', () => {
  test('keeps the sound, writes its sums into the chain, and lets the raw file go', async () => {
    const id = await world.talk({ pcm, talkSeconds: 5 });
    expect(await world.seal()(id)).toMatchObject({ kind: 'sealed' });
    await isSealedWell(id, pcm);
    const [expected, sealed, ...more] = await world.links(id);
    expect([expected?.kind, sealed?.kind, more]).toEqual(['expected', 'sealed', []]);
    const row = await world.store.find(id);
    const stored = readFileSync(path.join(world.sealedDir, row?.path ?? ''));
    expect(sealed?.body).toMatchObject({ sha256: sha256(pcm), storedSha256: sha256(stored), storedBytes: stored.length, frames: 40_000 });
  });

  test('a second time finds nothing to do', async () => {
    const id = await world.talk({ pcm, talkSeconds: 5 });
    await world.seal()(id);
    expect(await world.seal()(id)).toMatchObject({ kind: 'done' });
    await isSealedWell(id, pcm);
  });

  test('five at once seal it once', async () => {
    const id = await world.talk({ pcm, talkSeconds: 5 });
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => world.seal()(id)));
    const kinds = outcomes.map((one) => (one.status === 'fulfilled' ? one.value.kind : 'fault'));
    expect(kinds.filter((kind) => kind === 'sealed')).toHaveLength(1);
    expect(kinds).not.toContain('missing');
    await world.seal()(id);
    await isSealedWell(id, pcm);
  });

  test('a recording nobody expected is left alone (field note 42)', async () => {
    const id = world.unknownId();
    writeFileSync(world.rawFile(id), pcm);
    expect(await world.seal()(id)).toEqual({ kind: 'unknown-recording' });
    expect(world.hasRaw(id)).toBe(true);
  });

  test('waits while the talk goes on, and until its file is quiet', async () => {
    const going = await world.talk({ pcm, talkSeconds: 5, isOver: false, hasEnded: false });
    expect(await world.seal()(going)).toMatchObject({ kind: 'later' });
    const justEnded = await world.talk({ pcm, talkSeconds: 5, isOver: false, endedAgoMs: 500 });
    expect(await world.seal()(justEnded)).toMatchObject({ kind: 'later' });
    expect(world.hasRaw(going) && world.hasRaw(justEnded)).toBe(true);
    expect(await world.stateOf(going)).toBe('expected');
  });

  test('the talk is over and the call goes on (a lost seat): a quiet file is sealed', async () => {
    const id = await world.talk({ pcm, talkSeconds: 5, isOver: false });
    expect(await world.seal()(id)).toMatchObject({ kind: 'sealed' });
    await isSealedWell(id, pcm);
  });
});

describe('sound that is not all there', () => {
  test('a file cut short by a crash is sealed with its gap beside it (field note 50)', async () => {
    const cut = pcm.subarray(0, 3 * 32_768 + 2);
    const id = await world.talk({ pcm: cut, talkSeconds: 5 });
    expect(await world.seal()(id)).toMatchObject({ kind: 'sealed' });
    await isSealedWell(id, cut.subarray(0, 3 * 32_768));
    expect((await world.links(id)).at(-1)).toMatchObject({ kind: 'gap', body: { reason: 'short', expectedMs: 5_000, missingMs: 1_928, where: 'end' } });
  });

  test('time missing within is a gap too', async () => {
    const id = await world.talk({ pcm, talkSeconds: 9 });
    await world.seal()(id);
    expect((await world.links(id)).at(-1)?.kind).toBe('gap');
  });

  test.each<[string, Buffer | null]>([['no file', null], ['an empty file', Buffer.alloc(0)]])('%s is missing, never silently', async (_what, sound) => {
    const id = await world.talk({ pcm: sound, talkSeconds: 5 });
    expect(await world.seal()(id)).toMatchObject({ kind: 'missing' });
    expect(await world.stateOf(id)).toBe('missing');
    expect((await world.links(id)).map((link) => link.kind)).toEqual(['expected', 'missing']);
    expect(await world.seal()(id)).toMatchObject({ kind: 'done' });
    expect(await world.links(id)).toHaveLength(2);
    expect(world.log.has('recording is missing')).toBe(true);
  });

  test('a missing one whose file turns up later is sealed (field note 42)', async () => {
    const id = await world.talk({ pcm: null, talkSeconds: 5 });
    await world.seal()(id);
    writeFileSync(world.rawFile(id), pcm);
    expect(await world.seal()(id)).toMatchObject({ kind: 'sealed' });
    await isSealedWell(id, pcm);
  });

  test('a file that grows while it is read is not sealed half', async () => {
    const id = await world.talk({ pcm, talkSeconds: 5 });
    const growing: SealFiles = {
      ...world.files,
      store: async (recordingId) => {
        const stored = world.files.store(recordingId);
        appendFileSync(world.rawFile(recordingId), tones(1));
        return stored;
      },
    };
    await Promise.allSettled([world.seal({ files: growing })(id)]);
    await world.seal()(id);
    const sealed = await heard(id);
    expect([pcm.length, pcm.length + 32_000]).toContain(sealed.length);
    expect((await world.links(id)).find((link) => link.kind === 'sealed')?.body).toMatchObject({ sha256: sha256(sealed) });
  });

  test('a raw file that shrinks while it is read is a fault, and tried again', async () => {
    const id = await world.talk({ pcm, talkSeconds: 5 });
    const shrinking: SealFiles = {
      ...world.files,
      stat: async (recordingId) => {
        const found = await world.files.stat(recordingId);
        if (existsSync(world.rawFile(recordingId))) truncateSync(world.rawFile(recordingId), 0);
        return found;
      },
    };
    await expect(world.seal({ files: shrinking })(id)).rejects.toMatchObject({ code: 'FILES_UNAVAILABLE', retryable: true });
    writeFileSync(world.rawFile(id), pcm);
    // Just written, so it may still grow; a while later it does not.
    expect(await world.seal()(id)).toMatchObject({ kind: 'later' });
    utimesSync(world.rawFile(id), Date.now() / 1_000 - 60, Date.now() / 1_000 - 60);
    expect(await world.seal()(id)).toMatchObject({ kind: 'sealed' });
  });
});

describe('killed between any two steps, the next run ends it well', () => {
  type Step = [name: string, cut: (files: SealFiles, store: SealStore) => { files?: SealFiles; store?: SealStore }];
  const dead = (): never => {
    throw new Error('killed');
  };
  /** The step is done, and then the process is dead. */
  const after = <A extends unknown[], R>(work: (...args: A) => Promise<R>) => async (...args: A): Promise<R> => {
    await work(...args);
    return dead();
  };
  const steps: Step[] = [
    ['after looking', (files) => ({ files: { ...files, stat: after(files.stat) } })],
    ['before storing', (files) => ({ files: { ...files, store: dead } })],
    ['after storing, before the seal', (files) => ({ files: { ...files, store: after(files.store) } })],
    ['before the seal counts', (_files, store) => ({ store: { ...store, seal: dead } })],
    ['after the seal counts, its answer lost', (_files, store) => ({ store: { ...store, seal: after(store.seal) } })],
    ['before clearing up', (files) => ({ files: { ...files, discardOthers: dead } })],
    ['before the raw file goes', (files) => ({ files: { ...files, removeRaw: dead } })],
    ['after the raw file went', (files) => ({ files: { ...files, removeRaw: after(files.removeRaw) } })],
  ];
  test.each(steps)('%s', async (_name, cut) => {
    const id = await world.talk({ pcm, talkSeconds: 5 });
    await expect(world.seal(cut(world.files, world.store))(id)).rejects.toThrow('killed');
    // At no moment is the sound nowhere: raw, or sealed with its link.
    const isSealed = (await world.stateOf(id)) === 'sealed';
    expect(world.hasRaw(id) || isSealed).toBe(true);
    await world.seal()(id);
    await isSealedWell(id, pcm);
  });

  test.each([1, 2, 3])('three deaths in a row (%i)', async (turn) => {
    const id = await world.talk({ pcm, talkSeconds: 5 });
    for (let n = 0; n < 3; n += 1) {
      const step = steps[(turn * 3 + n) % steps.length];
      await Promise.allSettled([world.seal(step?.[1](world.files, world.store) ?? {})(id)]);
    }
    await world.seal()(id);
    await isSealedWell(id, pcm);
  });

  test('a raw file left beside a seal that does not hold is kept', async () => {
    const id = await world.talk({ pcm, talkSeconds: 5 });
    await Promise.allSettled([world.seal({ files: { ...world.files, removeRaw: dead } })(id)]);
    const row = await world.store.find(id);
    const file = path.join(world.sealedDir, row?.path ?? '');
    const bytes = readFileSync(file);
    bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    await world.seal()(id);
    expect(world.hasRaw(id)).toBe(true);
    expect(world.log.has('sealed file is not what was sealed, the raw file is kept')).toBe(true);
    await expect(world.player.open(id)).rejects.toMatchObject({ code: 'SEALED_FILE_WRONG' });
  });
});

describe('what the sweeper finds', () => {
  test('ended and not sealed, and not what goes on', async () => {
    const ended = await world.talk({ pcm, talkSeconds: 5 });
    const going = await world.talk({ pcm, talkSeconds: 5, isOver: false, hasEnded: false });
    const betweenTalks = await world.talk({ pcm, talkSeconds: 5, isOver: false });
    const justNow = await world.talk({ pcm: tones(1), talkSeconds: 1, endedAgoMs: 0 });
    const due = await world.store.due({ endedBefore: Date.now() - 5_000, limit: 1_000 });
    expect(due).toEqual(expect.arrayContaining([ended, betweenTalks]));
    expect(due).not.toContain(going);
    expect(due).not.toContain(justNow);
  });
});
