import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createDiskRoom } from '../../../src/adapters/files/disk-room.ts';

const root = mkdtempSync(path.join(os.tmpdir(), 'hotline-test-room-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('the room of a folder is told, also before its first file makes it; what is no folder at all cannot be asked', async () => {
  const free = async (sealedDir: string): Promise<number | null | undefined> => (await createDiskRoom({ recordingsDir: root, sealedDir }).read())[1]?.freeBytes;
  expect(await free(root)).toBeGreaterThan(0);
  expect(await free(path.join(root, 'sealed', 'not', 'yet'))).toBeGreaterThan(0);
  writeFileSync(path.join(root, 'file'), '');
  expect(await free(path.join(root, 'file', 'sealed'))).toBeNull();
});
