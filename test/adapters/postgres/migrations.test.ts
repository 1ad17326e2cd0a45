import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrate } from '../../../src/adapters/postgres/migrate.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ migrated: false });
});
afterAll(() => database.drop());

it('migrates an empty database as an owner without superuser rights, and a second time changes nothing', async () => {
  const first = await migrate(database.url);
  expect(first.length).toBeGreaterThanOrEqual(9);
  expect(await migrate(database.url)).toEqual([]);
});
