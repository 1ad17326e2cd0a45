import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const root = mkdtempSync(path.join(os.tmpdir(), 'hotline-test-full-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const story = fileURLToPath(new URL('../../support/full-disk.ts', import.meta.url));

// Only root may mount; the mount lives in a namespace of its own and is gone with it.
test.skipIf(process.getuid?.() !== 0)('a full disk loses nothing: the raw file stays, no half file is left, and it is stored once there is room', () => {
  const told = execFileSync('unshare', ['--mount', process.execPath, story, root], { encoding: 'utf8' });
  expect(JSON.parse(told)).toEqual({ afterFull: { code: 'FILES_UNAVAILABLE', leftOvers: 0, isRawWhole: true }, frames: 80_000, isStored: true });
});
