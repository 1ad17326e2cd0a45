import { afterAll, beforeAll, expect, it } from 'vitest';
import { createFlowReleaseStore } from '../../../src/adapters/postgres/flow-release-store.ts';
import { openDatabase, type Database } from '../../../src/adapters/postgres/pool.ts';
import type { FlowRelease } from '../../../src/app/flows/ports.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let test: TestDatabase;
let database: Database;
beforeAll(async () => {
  test = await createTestDatabase();
  database = openDatabase({ databaseUrl: test.url, part: 'test' });
});
afterAll(async () => {
  await database?.close();
  await test?.drop();
});

const release = (number: number, hash: string): FlowRelease => ({
  number, hash: hash.repeat(64), publishedAt: 1_795_485_600_000, publishedBy: 'Wang', note: 'shorter', files: { 'main.yaml': 'id: main' }, difference: ['main: version: 2, before 1'],
});

it('releases are added once each, read back whole, listed newest first, and never changed', async () => {
  const store = createFlowReleaseStore(database);
  expect(await store.newest()).toBeNull();
  expect([await store.add(release(1, 'a')), await store.add(release(2, 'b')), await store.add(release(2, 'c'))]).toEqual([true, true, false]);
  expect(await store.newest()).toEqual({ number: 2, hash: 'b'.repeat(64) });
  expect(await store.read(2)).toEqual(release(2, 'b'));
  expect(await store.read(9)).toBeNull();
  expect((await store.list(1)).map(({ number }) => number)).toEqual([2]);
  expect([await store.isKnown('a'.repeat(64)), await store.isKnown('c'.repeat(64))]).toEqual([true, false]);
  expect(await store.ofLiveCalls()).toEqual([]);
  await expect(database.live.updateTable('flow_release').set({ note: '' }).execute()).rejects.toThrow();
});
