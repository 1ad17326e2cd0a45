import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPartitions } from '../../../src/adapters/postgres/partitions.ts';
import { openDatabase, type Database } from '../../../src/adapters/postgres/pool.ts';
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

const addFact = (at: string, seq: number) => test.query(`insert into fact (at, subject, seq, kind, body) values ($1, 's-1', $2, 'seat-state', '{}')`, [at, seq]);
const partOf = async (seq: number) => (await test.query<{ part: string }>(`select tableoid::regclass::text as part from fact where seq = $1`, [seq]))[0]?.part;
const parts = async () => (await test.query<{ part: string }>(`select inhrelid::regclass::text as part from pg_inherits where inhparent in ('fact'::regclass, 'call_log'::regclass) order by 1`)).map((row) => row.part);

it('this month and the next two have their partitions after the migrations (field note 49)', async () => {
  const [row] = await test.query<{ months: string[] }>(`select array_agg(to_char(current_date + make_interval(months => m), 'YYYY_MM') order by m) as months from generate_series(0, 2) m`);
  for (const month of row?.months ?? expect.fail()) expect(await parts()).toEqual(expect.arrayContaining([`fact_${month}`, `call_log_${month}`]));
});

it('a fact of a month without a partition is kept all the same, and moves when its month is made', async () => {
  await addFact('2031-05-31T23:59:59.999Z', 1);
  await addFact('2031-06-01T00:00:00Z', 2);
  await addFact('2035-01-01T00:00:00Z', 3);
  expect(await partOf(1)).toBe('fact_default');
  expect(await createPartitions(database).keepAhead(Date.UTC(2031, 4, 10))).toBe(6);
  expect([await partOf(1), await partOf(2), await partOf(3)]).toEqual(['fact_2031_05', 'fact_2031_06', 'fact_default']);
  expect(await createPartitions(database).keepAhead(Date.UTC(2031, 4, 20))).toBe(0);
  expect(await parts()).not.toContain('fact_default_old');
});

it('several servers that make the months at once do not meet', async () => {
  const made = await Promise.all(Array.from({ length: 4 }, () => createPartitions(database).keepAhead(Date.UTC(2033, 0, 1))));
  expect(made.reduce((sum, one) => sum + one, 0)).toBe(6);
});

it.each([
  ['update', `update fact set kind = 'x'`],
  ['delete', `delete from fact`],
  ['update in a partition', `update fact_2031_05 set kind = 'x'`],
  ['delete in the default partition', `delete from fact_default`],
  ['truncate', `truncate fact`],
  ['truncate of a partition', `truncate fact_2031_05`],
  ['truncate of the default partition', `truncate fact_default`],
])('facts are append-only even for the owner: %s is refused', async (_, statement) => {
  await expect(test.query(statement)).rejects.toMatchObject({ code: 'HL006' });
});

it('the application may not even try', async () => {
  await expect(database.live.deleteFrom('fact').execute()).rejects.toMatchObject({ sqlState: '42501' });
  await expect(database.live.updateTable('recording_link').set({ kind: 'x' }).execute()).rejects.toMatchObject({ sqlState: '42501' });
  await expect(database.live.deleteFrom('access_audit').execute()).rejects.toMatchObject({ sqlState: '42501' });
});

it('one fact has one number in its call', async () => {
  const insert = () => test.query(`insert into fact (at, call_id, subject, seq, kind, body) values ('2031-05-02', '0193a000-0000-7000-8000-000000000001', 'call', 1, 'resumed', '{}')`);
  await insert();
  await expect(insert()).rejects.toMatchObject({ code: '23505' });
});
