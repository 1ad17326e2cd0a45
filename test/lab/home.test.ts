import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { prepareHome } from '../../src/lab/home.ts';

let home = '';
beforeEach(() => { home = path.join(mkdtempSync(path.join(os.tmpdir(), 'hotline-home-')), 'h'); });
afterEach(() => { rmSync(path.dirname(home), { recursive: true, force: true }); });

const files = (): string[] => ['settings.json', 'secrets.json'].map((name) => readFileSync(path.join(home, name), 'utf8'));

test('a home is made once: a second time changes nothing', () => {
  prepareHome({ HOTLINE_HOME: home, HOTLINE_PORT_BASE: '30000' });
  const before = files();
  prepareHome({ HOTLINE_HOME: home });
  expect(files()).toEqual(before);
});

test('a port told once is kept, and a new one takes its place', () => {
  prepareHome({ HOTLINE_HOME: home, HOTLINE_PORT_BASE: '30000', HOTLINE_HTTP_PORT: '8080' });
  expect(prepareHome({ HOTLINE_HOME: home }).ports).toMatchObject({ http: 8080, postgres: 30001 });
  prepareHome({ HOTLINE_HOME: home, HOTLINE_PORT_BASE: '32000' });
  expect(prepareHome({ HOTLINE_HOME: home }).ports.postgres).toBe(32001);
});

test('secrets are readable by their owner only, and no two homes share one', () => {
  const first = prepareHome({ HOTLINE_HOME: home }).secrets;
  expect(statSync(path.join(home, 'secrets.json')).mode & 0o777).toBe(0o600);
  const second = prepareHome({ HOTLINE_HOME: `${home}2` }).secrets;
  const values = (secrets: typeof first): string[] => Object.values(secrets).flatMap((value) => (typeof value === 'string' ? [value] : Object.values(value)));
  expect(values(first).filter((value) => values(second).includes(value))).toEqual([]);
  expect(first.demoPassword).toHaveLength(12);
});

test('a wrong setting makes no home', () => {
  expect(() => prepareHome({ HOTLINE_HOME: home, HOTLINE_PORT_BASE: 'x' })).toThrow('HOTLINE_PORT_BASE');
  expect(() => statSync(home)).toThrow('ENOENT');
});
