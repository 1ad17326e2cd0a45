/** PostgreSQL goes away, is slow, or cuts a connection in the middle: faults have a code, and nothing counts twice. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createCallStore } from '../../../src/adapters/postgres/call-store.ts';
import { createOwnershipStore } from '../../../src/adapters/postgres/ownership-store.ts';
import { openDatabase, type Database } from '../../../src/adapters/postgres/pool.ts';
import { newCallId, stepOf } from '../../support/call-state.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let test: TestDatabase;
let database: Database;
let epoch: number;
const lost: unknown[] = [];

beforeAll(async () => {
  test = await createTestDatabase();
  database = openDatabase({ databaseUrl: test.url, part: 'cut', statementTimeoutMs: 1_000, onConnectionLost: (error) => lost.push(error) });
  ({ epoch } = await createOwnershipStore(database).acquire('s1', 'me'));
});
afterAll(async () => {
  await database.close();
  await test.drop();
});

const away = { name: 'StoreFault', code: 'STORE_UNAVAILABLE', retryable: true };
const cutAll = () => test.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'hotline-cut' and datname = current_database()`);
const batch = () => Array.from({ length: 20 }, () => stepOf(newCallId(), { epoch, facts: [{ kind: 'resumed' }] }));

/** Tries until the store is there: as many times as there may be dead connections in the pools. */
async function saveAtLast(store: ReturnType<typeof createCallStore>, steps: Parameters<typeof store.save>[0]): Promise<readonly string[]> {
  for (let tries = 0; tries < 20; tries += 1) {
    const results = await store.save(steps).catch((error: unknown) => {
      expect(error).toMatchObject(away);
      return null;
    });
    if (results !== null) return results;
  }
  return expect.fail('the store does not come back');
}

it('a connection cut in the middle of a batch is a fault that may be tried again, and then each step counts once', async () => {
  const store = createCallStore(database);
  const steps = batch();
  await store.save(steps);
  const next = steps.map((step) => stepOf(step.callId, { version: 1, epoch, firstSeq: 1, facts: [{ kind: 'resumed' }] }));
  // The batch waits for a row that somebody holds, so that it is cut while it is under way.
  await test.query('begin');
  await test.query('select 1 from call where call_id = $1 for update', [steps[7]?.callId]);
  const saving = store.save(next).then(() => 'saved', (error: unknown) => error);
  await expect.poll(async () => (await test.query(`select 1 from pg_stat_activity where application_name = 'hotline-cut' and wait_event_type = 'Lock'`)).length, { timeout: 10_000 }).toBe(1);
  await cutAll();
  await test.query('commit');
  expect(await saving).toMatchObject(away);
  expect(await test.query('select distinct version from call')).toEqual([{ version: 1 }]);
  expect(new Set(await saveAtLast(store, next))).toEqual(new Set(['saved']));
  expect(new Set(await store.save(next))).toEqual(new Set(['saved']));
  expect(await test.query(`select count(*)::int as n from fact where seq = 1`)).toEqual([{ n: 20 }]);
});

it('batches that are cut at any moment are tried again until they count, and no step counts twice', async () => {
  const store = createCallStore(database);
  const lives = await Promise.all(Array.from({ length: 8 }, async () => {
    const callId = newCallId();
    for (let version = 0; version < 25; version += 1) {
      const step = stepOf(callId, { version, epoch, firstSeq: version, facts: [{ kind: 'resumed' }] });
      expect(await saveAtLast(store, [step])).toEqual(['saved']);
      if (version % 5 === 0) await cutAll();
    }
    return callId;
  }));
  expect(await test.query('select version, next_fact_seq from call where call_id = any($1)', [lives])).toEqual(lives.map(() => ({ version: 25, next_fact_seq: 25 })));
  expect(await test.query('select count(*)::int as n from fact where call_id = any($1)', [lives])).toEqual([{ n: 8 * 25 }]);
}, 60_000);

it('idle connections that are cut are reported and replaced', async () => {
  await Promise.all([1, 2, 3].map(() => database.live.selectFrom('call').select('call_id').limit(1).execute()));
  const before = lost.length;
  await cutAll();
  await expect.poll(() => lost.length, { timeout: 10_000 }).toBeGreaterThan(before);
  expect(await saveAtLast(createCallStore(database), batch())).toContain('saved');
});

it('a statement that takes too long is a fault that may be tried again, and frees its connection', async () => {
  const steps = batch();
  const store = createCallStore(database);
  await store.save(steps);
  await test.query('begin');
  await test.query('select 1 from call where call_id = $1 for update', [steps[0]?.callId]);
  await expect(store.save([stepOf(steps[0]?.callId ?? '', { version: 1, epoch })])).rejects.toMatchObject({ ...away, sqlState: '57014' });
  await test.query('rollback');
  expect(await store.save([stepOf(steps[0]?.callId ?? '', { version: 1, epoch })])).toEqual(['saved']);
});

it('no server at the address: a fault with a code, without words of the driver', async () => {
  const nowhere = openDatabase({ databaseUrl: 'postgresql://hotline:secret@127.0.0.1:28299/hotline', part: 'nowhere' });
  const error: unknown = await createCallStore(nowhere).save(batch()).catch((caught: unknown) => caught);
  expect(error).toMatchObject(away);
  expect((error as Error).message).toBe('the store is not available (ECONNREFUSED)');
  await nowhere.close();
});

it('a fault of the data is no outage, and its message quotes no value', async () => {
  const error: unknown = await database.live.insertInto('queue_entry').values({ entry_id: 'e', call_id: newCallId(), queue: 'secret words', entered_at: new Date() }).execute().catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: 'STORE_FAULT', retryable: false, sqlState: '23503' });
  expect((error as Error).message).not.toContain('secret words');
});
