import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { eventTypes } from '../../src/contract/events.ts';

test('docs/api/events.md has a row for every type of event, and no other', () => {
  const cells = readFileSync('docs/api/events.md', 'utf8').split('\n').flatMap((line) => /^\| (`[a-z_]+\.[^|]*) \|/.exec(line)?.[1] ?? []);
  const told = cells.flatMap((cell) => [...cell.matchAll(/`([a-z_]+\.[a-z_]+)`/g)].map(([, type]) => type ?? ''));
  expect(told.toSorted()).toEqual([...eventTypes].toSorted());
});
