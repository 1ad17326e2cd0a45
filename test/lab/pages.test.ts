/** Pages that several build at the same moment are whole at every moment, and nothing is left over. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { putInPlace } from '../../src/lab/pages.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'hotline-pages-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function made(name: string, hash: string): string {
  const at = path.join(folder, name);
  mkdirSync(at);
  writeFileSync(path.join(at, 'index.html'), `of ${name}`);
  writeFileSync(path.join(at, '.built-from'), hash);
  return at;
}
const inPlace = () => readFileSync(path.join(folder, 'web', 'index.html'), 'utf8');

it('the first build is put there, the same again is thrown away, a newer one takes its place', () => {
  const target = path.join(folder, 'web');
  putInPlace(made('one', 'a'), target, 'a');
  expect(inPlace()).toBe('of one');
  putInPlace(made('two', 'a'), target, 'a');
  expect(inPlace(), 'who copies from it is not disturbed').toBe('of one');
  putInPlace(made('three', 'b'), target, 'b');
  expect(inPlace()).toBe('of three');
  expect(readdirSync(folder)).toEqual(['web']);
});

it('what lies there without its mark is half of something: it is replaced', () => {
  mkdirSync(path.join(folder, 'web'));
  writeFileSync(path.join(folder, 'web', 'index.html'), 'half');
  putInPlace(made('one', 'a'), path.join(folder, 'web'), 'a');
  expect(inPlace()).toBe('of one');
});

it('several processes that put the same there at once end in one whole folder', async () => {
  const pages = fileURLToPath(new URL('../../src/lab/pages.ts', import.meta.url));
  const program = `
    const { putInPlace } = await import(process.argv[1]);
    const { mkdirSync, writeFileSync, readFileSync } = await import('node:fs');
    for (let round = 0; round < 30; round += 1) {
      const [, , folder, name] = process.argv;
      const fresh = folder + '/' + name + round;
      mkdirSync(fresh);
      writeFileSync(fresh + '/.built-from', String(round));
      putInPlace(fresh, folder + '/web' + round, String(round));
      if (readFileSync(folder + '/web' + round + '/.built-from', 'utf8') !== String(round)) process.exitCode = 1;
    }`;
  const run = (name: string) => promisify(execFile)(process.execPath, ['--input-type=module', '-e', program, pages, folder, name]);
  await Promise.all(['a', 'b', 'c'].map(run));
  expect(readdirSync(folder).sort()).toEqual(Array.from({ length: 30 }, (_, round) => `web${round}`).sort());
});
