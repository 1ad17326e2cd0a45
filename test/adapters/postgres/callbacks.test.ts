import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAttemptStore } from '../../../src/adapters/postgres/attempt-store.ts';
import { createCallbackStore } from '../../../src/adapters/postgres/callback-store.ts';
import { createNumberBook } from '../../../src/adapters/postgres/number-book.ts';
import { openDatabase, type Database } from '../../../src/adapters/postgres/pool.ts';
import { at0 } from '../../support/call-state.ts';
import { sealByHand, stageCallback, stageCallOfSeat, stageClaim } from '../../support/callback.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { addBranchAndQueues, addClient, addSeat, type TestSeat } from '../../support/firm.ts';

let test: TestDatabase;
let database: Database;
let service: TestSeat;
let compliance: TestSeat;
let marketing: TestSeat;
let numbers = 0;

beforeAll(async () => {
  test = await createTestDatabase();
  database = openDatabase({ databaseUrl: test.url, part: 'test' });
  await addBranchAndQueues(test);
  service = await addSeat(test, '1001', 'service');
  compliance = await addSeat(test, '1007', 'compliance');
  marketing = await addSeat(test, '1010', 'marketing');
});
afterAll(async () => {
  await database.close();
  await test.drop();
});

const callbacks = () => createCallbackStore(database);
const attempts = () => createAttemptStore(database);
async function newClient(): Promise<string> {
  const token = await createNumberBook(database, { tokenKey: '00'.repeat(32) }).keep(`1390000${String((numbers += 1)).padStart(4, '0')}`);
  return addClient(test, [token ?? '']);
}

it('the steps of an attempt happen once and in order; said again they are still true', async () => {
  const { attemptId } = await stageClaim(test, await newClient());
  const note = (news: Parameters<ReturnType<typeof attempts>['note']>[1]) => attempts().note(attemptId, news, at0 + 5);
  expect(await note({ kind: 'answered' })).toBe(false);
  expect(await note({ kind: 'dialling' })).toBe(true);
  expect(await note({ kind: 'dialling' })).toBe(true);
  expect(await note({ kind: 'answered' })).toBe(true);
  expect(await note({ kind: 'dialling' })).toBe(false);
  expect(await note({ kind: 'ended', outcome: 'talked' })).toBe(true);
  expect(await note({ kind: 'ended', outcome: 'talked' })).toBe(true);
  expect(await note({ kind: 'ended', outcome: 'busy' })).toBe(false);
  expect(await note({ kind: 'dialling' })).toBe(false);
  expect(await attempts().note(randomUUID(), { kind: 'dialling' }, at0)).toBe(false);
  const facts = await test.query<{ kind: string }>('select kind from fact where subject = $1 order by seq', [attemptId]);
  expect(facts.map((fact) => fact.kind)).toEqual(['attempt-dialling', 'attempt-answered', 'attempt-ended']);
});

it('an attempt is dialled once, however many ask at the same moment', async () => {
  const { attemptId } = await stageClaim(test, await newClient());
  await Promise.all(Array.from({ length: 10 }, (_, index) => attempts().note(attemptId, { kind: 'dialling' }, at0 + index)));
  expect(await test.query('select 1 from fact where subject = $1', [attemptId])).toHaveLength(1);
});

it('an attempt that was dialled knows its agent from the row of its call', async () => {
  const { attemptId, callId } = await stageClaim(test, await newClient());
  await stageCallOfSeat(test, callId, compliance);
  await attempts().note(attemptId, { kind: 'dialling' }, at0);
  expect(await test.query('select agent_id from attempt where id = $1', [attemptId])).toEqual([{ agent_id: compliance.agentId }]);
});

it('dialling by an agent of the marketing series is refused by the ledger [I-01]', async () => {
  const { attemptId, callId } = await stageClaim(test, await newClient());
  await stageCallOfSeat(test, callId, marketing);
  expect(await attempts().note(attemptId, { kind: 'dialling' }, at0)).toBe(false);
  expect(await test.query('select state, agent_id from attempt where id = $1', [attemptId])).toEqual([{ state: 'claimed', agent_id: null }]);
  expect(await attempts().note(attemptId, { kind: 'ended', outcome: 'failed' }, at0)).toBe(true);
});

it('the refusals of a completion are values; completed is said twice, reviewed by another agent [E-02, I-01, I-03]', async () => {
  const { caseId, attemptId, recordingId } = await stageCallback(test, database, { clientId: await newClient(), seat: service, sealed: false });
  const complete = (agentId: string | null, of: string = attemptId) => callbacks().complete({ caseId, attemptId: of, agentId, at: at0 + 99_000 });
  expect(await complete(null)).toEqual({ kind: 'refused', code: 'RECORDING_NOT_SEALED' });
  await sealByHand(test, recordingId);
  expect(await complete(marketing.agentId)).toEqual({ kind: 'refused', code: 'SERIES_NOT_ALLOWED' });
  expect(await complete(service.agentId, randomUUID())).toEqual({ kind: 'refused', code: 'TALK_NOT_FINISHED' });
  expect(await callbacks().review({ caseId, agentId: compliance.agentId, at: at0 })).toBe(false);
  expect(await complete(null)).toEqual({ kind: 'completed' });
  expect(await complete(null)).toEqual({ kind: 'completed' });
  expect(await complete(null, randomUUID())).toEqual({ kind: 'refused', code: 'CASE_NOT_OPEN' });
  expect(await test.query('select state, completed_by, completed_series from callback_case where id = $1', [caseId])).toEqual([{ state: 'completed', completed_by: service.agentId, completed_series: 'service' }]);
  expect(await callbacks().review({ caseId, agentId: service.agentId, at: at0 })).toBe(false);
  expect(await callbacks().review({ caseId, agentId: compliance.agentId, at: at0 })).toBe(true);
});
