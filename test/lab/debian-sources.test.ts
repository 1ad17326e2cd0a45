import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findDebianMirror, parseDeb822, parseSourcesList } from '../../src/lab/provision/debian-sources.ts';

let apt = '';
beforeEach(() => {
  apt = mkdtempSync(path.join(os.tmpdir(), 'hotline-apt-'));
  mkdirSync(path.join(apt, 'sources.list.d'));
});
afterEach(() => { rmSync(apt, { recursive: true, force: true }); });

const write = (name: string, text: string): void => { writeFileSync(path.join(apt, name), text); };

test('one-line sources are read with options, comments and several components', () => {
  const text = '# deb http://old.example/debian bookworm main\ndeb [arch=amd64 signed-by=/x.gpg] http://mirror.example/debian bookworm main contrib # ours\ndeb-src http://mirror.example/debian bookworm main\n';
  expect(parseSourcesList(text)).toEqual([{ uri: 'http://mirror.example/debian', suite: 'bookworm', components: ['main', 'contrib'] }]);
});

test('deb822 stanzas are read with comments between fields, folded lines and several suites', () => {
  const text = 'Types: deb deb-src\n# a comment\nURIs: http://mirror.example/debian\nSuites: bookworm\n bookworm-updates\nComponents: main\nSigned-By:\n -----BEGIN PGP-----\n .\n x\n\nTypes: deb\nEnabled: no\nURIs: http://off.example/debian\nSuites: bookworm\nComponents: main\n';
  expect(parseDeb822(text)).toEqual([
    { uri: 'http://mirror.example/debian', suite: 'bookworm', components: ['main'] },
    { uri: 'http://mirror.example/debian', suite: 'bookworm-updates', components: ['main'] },
  ]);
});

test('the mirror of sources.list is found', () => {
  write('sources.list', 'deb http://mirror.example/debian bookworm main\n');
  expect(findDebianMirror(apt, 'bookworm')).toBe('http://mirror.example/debian');
});

test('the mirror of debian.sources is found', () => {
  write('sources.list.d/debian.sources', 'Types: deb\nURIs: https://inner.example/mirrors/debian\nSuites: bookworm bookworm-updates\nComponents: main\n');
  expect(findDebianMirror(apt, 'bookworm')).toBe('https://inner.example/mirrors/debian');
});

test("another vendor's repository and the security archive are not Debian's main archive", () => {
  write('sources.list.d/a-vendor.list', 'deb https://vendor.example/apt cloud-sdk-bookworm main\ndeb https://vendor.example/node nodistro main\n');
  write('sources.list.d/b.sources', 'Types: deb\nURIs: http://mirror.example/debian-security\nSuites: bookworm-security\nComponents: main\n\nTypes: deb\nURIs: http://mirror.example/debian\nSuites: bookworm\nComponents: main\n');
  expect(findDebianMirror(apt, 'bookworm')).toBe('http://mirror.example/debian');
});

test('a machine without a Debian source gives none', () => {
  write('sources.list.d/x.list.disabled', 'deb http://mirror.example/debian bookworm main\n');
  write('sources.list', 'deb cdrom:[Debian 12]/ bookworm main\n');
  expect(findDebianMirror(apt, 'bookworm')).toBeUndefined();
});
