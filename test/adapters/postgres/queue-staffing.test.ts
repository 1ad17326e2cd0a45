import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase, type Database } from '../../../src/adapters/postgres/pool.ts';
import { createQueueReads } from '../../../src/adapters/postgres/queue-reads.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let test: TestDatabase;
let servers: Database[];
beforeAll(async () => {
  test = await createTestDatabase();
  servers = [1, 2, 3].map(() => openDatabase({ databaseUrl: test.url, part: 'test' }));
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()));
  await test.drop();
});

const facts = () => test.query(`select kind, seq::int, (body ->> 'forMs')::int as ms from fact where subject = 'queue:complaint' order by seq`);

it('three servers that see it at once write one fact when nobody is there and one when somebody is [C-19]', async () => {
  const all = (kind: 'queue-unstaffed' | 'queue-staffed-again', at: number) => Promise.all(servers.map((server) => createQueueReads(server).note({ queue: 'complaint', kind, at })));
  const begin = Date.now() - 120_000;
  await all('queue-staffed-again', begin);
  expect(await facts()).toEqual([]);
  await all('queue-unstaffed', begin);
  await all('queue-staffed-again', begin + 60_000);
  await all('queue-unstaffed', begin + 90_000);
  expect(await facts()).toEqual([{ kind: 'queue-unstaffed', seq: 1, ms: 0 }, { kind: 'queue-staffed-again', seq: 2, ms: 60_000 }, { kind: 'queue-unstaffed', seq: 3, ms: 0 }]);
});
