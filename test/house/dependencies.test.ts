import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const page = readFileSync('docs/decisions/006-dependencies.md', 'utf8');
const described = [...page.matchAll(/^\| ([@\w/.-]+) \|/gm)].map((row) => row[1] ?? '').filter((name) => name !== 'package');
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Record<'dependencies' | 'devDependencies', Record<string, string>>;
const declared = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });

describe('the page on dependencies', () => {
  test('has a row for each package of package.json, and for no other', () => {
    expect(described.toSorted()).toEqual(declared.toSorted());
  });

  test('pins the compiler that lint and cruiser can read', () => {
    expect(manifest.devDependencies['typescript']).toMatch(/^[~^]?6\.0/);
  });
});

describe('what ari-client drags in', () => {
  interface Locked {
    readonly name?: string;
    readonly version?: string;
  }
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> };
  const copiesOf = (name: string): Locked[] => Object.entries(packages).flatMap(([place, locked]) => (place.endsWith(`node_modules/${name}`) ? [locked] : []));
  const isFrom = (version: string, least: string): boolean => version.localeCompare(least, 'en', { numeric: true }) >= 0;

  // First versions without a hole that is known of the older ones; wherever a copy stands, for overrides are easily undone.
  test.each([['ws', '8.17.1'], ['uuid', '11.1.1'], ['cookiejar', '2.1.4'], ['tough-cookie', '4.1.3'], ['form-data', '4.0.4'], ['qs', '6.14.1'], ['jsprim', '1.4.2'], ['lodash', '4.17.21']])('%s is %s or newer', (name, least) => {
    const versions = copiesOf(name).map(({ version }) => version ?? '');
    expect(versions).not.toEqual([]);
    expect(versions.filter((version) => !isFrom(version, least))).toEqual([]);
  });

  test.each([['request', '@cypress/request'], ['sprintf', 'sprintf-js']])('%s, given up by its makers, is %s', (name, kept) => {
    expect(copiesOf(name).map((locked) => locked.name)).toEqual([kept]);
  });
});
