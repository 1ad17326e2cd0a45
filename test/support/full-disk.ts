/** Run in a mount namespace of its own, with a small tmpfs over the folder of sealed recordings: what storing does on a full disk, as JSON. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createSealFiles } from '../../src/adapters/files/seal-files.ts';

const root = process.argv[2] ?? '';
const [recordingsDir, sealedDir] = [path.join(root, 'recordings'), path.join(root, 'sealed')];
const recordingId = '019aaf00-0000-7000-8000-000000000001-r1';
const raw = path.join(recordingsDir, `${recordingId}.raw`);
mkdirSync(recordingsDir);
mkdirSync(sealedDir);
execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=128k', 'tmpfs', sealedDir]);
// Noise cannot be packed: 10 s are 320 kB.
const noise = randomBytes(320_000);
writeFileSync(raw, noise);

const files = createSealFiles({ recordingsDir, sealedDir, sealKeys: ['ab'.repeat(32)] });
const isFile = (name: string): boolean => /\.(part|hrec)$/.test(name);
const leftOvers = (): string[] => readdirSync(sealedDir, { recursive: true, encoding: 'utf8' }).filter(isFile);
const full: unknown = await files.store(recordingId).catch((error: unknown) => error);
const afterFull = { code: codeOf(full), leftOvers: leftOvers().length, isRawWhole: existsSync(raw) && readFileSync(raw).equals(noise) };

execFileSync('mount', ['-o', 'remount,size=8m', sealedDir]);
const stored = await files.store(recordingId);
process.stdout.write(JSON.stringify({ afterFull, frames: stored.frames, isStored: await files.isStored(stored.path, stored.storedSha256) }));

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : 'none';
}
