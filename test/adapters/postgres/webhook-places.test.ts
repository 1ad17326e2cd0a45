import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase, type Database } from '../../../src/adapters/postgres/pool.ts';
import { createWebhookPlaces } from '../../../src/adapters/postgres/webhook-places.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let test: TestDatabase;
let database: Database;
beforeAll(async () => {
  test = await createTestDatabase();
  database = openDatabase({ databaseUrl: test.url, part: 'test' });
});
afterAll(async () => {
  await database.close();
  await test.drop();
});

const leaseMs = 12_000;
const at = 1_700_000_000_123;

it('one worker has a target at a time, from where the last one was; a new one begins at the head', async () => {
  const places = createWebhookPlaces(database);
  const claims = await Promise.all(Array.from({ length: 8 }, () => places.claim('crm', { at, leaseMs, head: 7 })));
  expect(claims.filter((claim) => claim !== null)).toEqual([{ deliveredN: 7, tries: 0, leaseEndsAt: at + leaseMs }]);
  expect(await places.reached('crm', { leaseEndsAt: at + leaseMs, deliveredN: 57, isOver: false })).toBe(true);
  expect(await places.claim('crm', { at: at + 1, leaseMs, head: 99 })).toBeNull();
  expect(await places.reached('crm', { leaseEndsAt: at + leaseMs, deliveredN: 60, isOver: true })).toBe(true);
  expect(await places.claim('crm', { at: at + 1, leaseMs, head: 99 })).toMatchObject({ deliveredN: 60 });
});

it('who held it too long (frozen, or killed) changes nothing any more', async () => {
  const places = createWebhookPlaces(database);
  const first = await places.claim('bi', { at, leaseMs, head: 0 });
  const second = await places.claim('bi', { at: at + leaseMs, leaseMs, head: 0 });
  expect(await places.reached('bi', { leaseEndsAt: first?.leaseEndsAt ?? 0, deliveredN: 50, isOver: true })).toBe(false);
  await places.failed('bi', { leaseEndsAt: first?.leaseEndsAt ?? 0, tries: 9, nextTryAt: at, reason: 'status 500' });
  expect(await test.query('select delivered_n::int, tries from webhook_delivery where target = $1', ['bi'])).toEqual([{ delivered_n: 0, tries: 0 }]);
  expect(await places.reached('bi', { leaseEndsAt: second?.leaseEndsAt ?? 0, deliveredN: 50, isOver: true })).toBe(true);
});

it('a target that did not take it is left alone until the next try', async () => {
  const places = createWebhookPlaces(database);
  const held = await places.claim('slow', { at, leaseMs, head: 3 });
  await places.failed('slow', { leaseEndsAt: held?.leaseEndsAt ?? 0, tries: 1, nextTryAt: at + 2_000, reason: 'status 500' });
  expect(await places.claim('slow', { at: at + 1_999, leaseMs, head: 9 })).toBeNull();
  expect(await places.claim('slow', { at: at + 2_000, leaseMs, head: 9 })).toMatchObject({ deliveredN: 3, tries: 1 });
});
