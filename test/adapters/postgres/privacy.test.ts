/** Whole phone numbers stand in one table and nowhere else: the rest of the database is dumped and searched for canaries. */
import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAccessAudit } from '../../../src/adapters/postgres/access-audit.ts';
import { createCallStore } from '../../../src/adapters/postgres/call-store.ts';
import { createCallbackStore } from '../../../src/adapters/postgres/callback-store.ts';
import { loadDemo } from '../../../src/adapters/postgres/demo/load.ts';
import { createNumberBook } from '../../../src/adapters/postgres/number-book.ts';
import { createOwnershipStore } from '../../../src/adapters/postgres/ownership-store.ts';
import { openDatabase, type Database } from '../../../src/adapters/postgres/pool.ts';
import { createSeatStore } from '../../../src/adapters/postgres/seat-store.ts';
import { at0, callState, newCallId, stepOf } from '../../support/call-state.ts';
import { stageCallback } from '../../support/callback.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { addClient, type TestSeat } from '../../support/firm.ts';
import { postgresTool } from '../../support/private-postgres.ts';

const tokenKey = 'ab'.repeat(32);
const canary = '13955500001';
let test: TestDatabase;
let database: Database;

beforeAll(async () => {
  test = await createTestDatabase();
  database = openDatabase({ databaseUrl: test.url, part: 'test' });
  await loadDemo(test.url, { tokenKey, demoPassword: 'a demo password' });
});
afterAll(async () => {
  await database.close();
  await test.drop();
});

/** A call in, a pop, a callback with its recording, finished: every way a number takes through the tables. */
async function liveThroughIt(): Promise<void> {
  const token = (await createNumberBook(database, { tokenKey }).keep(`+86${canary}`)) ?? expect.fail();
  const { epoch } = await createOwnershipStore(database).acquire('s1', 'me');
  const [row] = await test.query<{ agent_id: string }>(`select agent_id from seat where id = 's-1001'`);
  const seat: TestSeat = { seatId: 's-1001', extension: '1001', agentId: row?.agent_id ?? '' };
  const callId = newCallId();
  const state = callState(callId, { numberToken: token });
  const store = createCallStore(database);
  await store.save([stepOf(callId, {
    epoch, state, pending: [{ id: 1, kind: 'create-client-leg', channelId: 'c', numberToken: token }],
    facts: [{ kind: 'call-arrived', direction: 'inbound', numberToken: token, dnis: '95500' }],
  })]);
  await createSeatStore(database).message(seat.seatId, { kind: 'screen-pop', body: {
    callId, reservationId: 'r', direction: 'inbound', queue: 'general', numberToken: token, dnis: '95500', flowId: 'main', release: 1, ivrPath: [], answers: {}, clientMatches: [], waitedMs: 0, caseId: null, recordingId: 'x',
  } }, at0);
  await store.finish({ callId, epoch, endedAt: at0 + 1, state });
  const clientId = await addClient(test, [token]);
  const { caseId, attemptId } = await stageCallback(test, database, { clientId, seat, sealed: true });
  await createCallbackStore(database).complete({ caseId, attemptId, agentId: null, at: at0 });
  await createAccessAudit(database).note({ at: at0, action: 'number-shown', agentId: seat.agentId, subjectId: callId, requestId: 'q' });
}

const dump = (...options: string[]): string =>
  execFileSync(postgresTool('pg_dump'), ['--data-only', ...options, test.url], { encoding: 'utf8', maxBuffer: 2 ** 28, stdio: 'pipe' });

it('a dump without the protected table holds no whole number of anybody', async () => {
  await liveThroughIt();
  const elsewhere = dump('--exclude-table-data=phone_number');
  const numbers = (await test.query<{ number: string }>('select number from phone_number')).map((row) => row.number);
  expect(numbers.length).toBeGreaterThan(300);
  expect(numbers).toContain(canary);
  expect(numbers.filter((number) => elsewhere.includes(number))).toEqual([]);
  // The search itself works: the table left out has them all.
  expect(dump('--table=phone_number')).toContain(canary);
  expect(elsewhere).toContain('COPY public.callback_case');
});

it('the protected column says so to whoever looks at the schema', async () => {
  const [row] = await test.query<{ comment: string }>(`select col_description('phone_number'::regclass, 2) as comment`);
  expect(row?.comment).toMatch(/^PROTECTED/);
});
