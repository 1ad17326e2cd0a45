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
