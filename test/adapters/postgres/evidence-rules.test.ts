/** What the database itself refuses, by plain SQL of its owner. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createNumberBook } from '../../../src/adapters/postgres/number-book.ts';
import { openDatabase, type Database } from '../../../src/adapters/postgres/pool.ts';
import { stageCallback, sha256Of, type StagedCallback } from '../../support/callback.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { addBranchAndQueues, addClient, addSeat, type TestSeat } from '../../support/firm.ts';

let test: TestDatabase;
let database: Database;
let service: TestSeat;
let marketing: TestSeat;
let compliance: TestSeat;
let clients = 0;

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

async function staged(sealed = true): Promise<StagedCallback> {
  const token = await createNumberBook(database, { tokenKey: '00'.repeat(32) }).keep(`1390000${String((clients += 1)).padStart(4, '0')}`);
  return stageCallback(test, database, { clientId: await addClient(test, [token ?? '']), seat: service, sealed });
}
const complete = (callback: StagedCallback, agentId = service.agentId, attemptId: string | null = callback.attemptId) =>
  test.query(`update callback_case set state = 'completed', completed_attempt = $2, completed_by = $3 where id = $1`, [callback.caseId, attemptId, agentId]);
const refusedWith = (code: string, message = /./) => ({ code, message: expect.stringMatching(message) as string });

it('a callback with a finished talk and its sealed recording is completed, and keeps the series of the agent [E-02]', async () => {
  const callback = await staged();
  await complete(callback);
  const rows = await test.query('select state, completed_series, completed_at is not null as has_time from callback_case where id = $1', [callback.caseId]);
  expect(rows).toEqual([{ state: 'completed', completed_series: 'service', has_time: true }]);
});

it('a callback without a sealed recording is not completed [E-02]', async () => {
  const callback = await staged(false);
  await expect(complete(callback)).rejects.toMatchObject(refusedWith('HL001', /sealed recording \[E-02\]/));
  await test.query(`update recording set state = 'missing' where id = $1`, [callback.recordingId]);
  await expect(complete(callback)).rejects.toMatchObject(refusedWith('HL001'));
  await test.query(`update recording set attempt_id = null, state = 'sealed', path = 'p', sha256 = $2, frames = 1, sealed_at = now() where id = $1`, [callback.recordingId, sha256Of]);
  await expect(complete(callback)).rejects.toMatchObject(refusedWith('HL001'));
});

it('a recording is not sealed without its sum', async () => {
  const callback = await staged(false);
  await expect(test.query(`update recording set state = 'sealed', path = 'p', frames = 1, sealed_at = now() where id = $1`, [callback.recordingId])).rejects.toMatchObject({ code: '23514' });
});

it('the marketing series completes no callback, nobody neither [I-01]', async () => {
  const callback = await staged();
  await expect(complete(callback, marketing.agentId)).rejects.toMatchObject(refusedWith('HL002', /marketing series \[I-01\]/));
  await expect(test.query(`update callback_case set state = 'completed', completed_attempt = $2 where id = $1`, [callback.caseId, callback.attemptId])).rejects.toMatchObject(refusedWith('HL002'));
  await complete(callback, compliance.agentId);
});

it('no attempt is assigned to the marketing series [I-01]', async () => {
  const callback = await staged(false);
  await expect(test.query('update attempt set agent_id = $2 where id = $1', [callback.attemptId, marketing.agentId])).rejects.toMatchObject(refusedWith('HL002'));
  const again = `insert into attempt (id, case_id, attempt_no, number_token, call_id, claimed_at, agent_id) select $1, case_id, 9, number_token, $2, now(), $3 from attempt where id = $4`;
  await expect(test.query(again, [randomUUID(), randomUUID(), marketing.agentId, callback.attemptId])).rejects.toMatchObject(refusedWith('HL002'));
});

it('a callback is completed only by a finished talk of its own', async () => {
  const [callback, other] = [await staged(), await staged()];
  await expect(complete(callback, service.agentId, other.attemptId)).rejects.toMatchObject(refusedWith('HL003'));
  await expect(complete(callback, service.agentId, null)).rejects.toMatchObject(refusedWith('HL003'));
  await test.query(`update attempt set outcome = 'no-answer' where id = $1`, [callback.attemptId]);
  await expect(complete(callback)).rejects.toMatchObject(refusedWith('HL003'));
  await test.query(`update attempt set outcome = null, state = 'answered' where id = $1`, [callback.attemptId]);
  await expect(complete(callback)).rejects.toMatchObject(refusedWith('HL003'));
});

it('a case cannot be born completed or reviewed', async () => {
  const insert = (state: string) =>
    test.query(`insert into callback_case (id, client_id, branch_id, kind, state, opened_at, due_at, next_attempt_at) select $1, id, 'hq', 'new-account', $2, now(), now(), now() from client limit 1`, [randomUUID(), state]);
  await expect(insert('completed')).rejects.toMatchObject(refusedWith('HL003'));
  await expect(insert('reviewed')).rejects.toMatchObject(refusedWith('HL004'));
});

it('a completed callback only moves to reviewed, by another agent, and then not at all [I-03]', async () => {
  const callback = await staged();
  await complete(callback);
  const change = (set: string) => test.query(`update callback_case set ${set} where id = $1`, [callback.caseId]);
  for (const set of [`state = 'pending'`, `state = 'cancelled'`, `completed_by = '${compliance.agentId}'`, `completed_attempt = null`, `kind = 'other'`, `completed_series = 'compliance'`, `state = 'reviewed'`])
    await expect(change(set)).rejects.toMatchObject(refusedWith('HL004'));
  await expect(change(`state = 'reviewed', reviewed_by = '${service.agentId}'`)).rejects.toMatchObject(refusedWith('HL004'));
  await change(`state = 'reviewed', reviewed_by = '${compliance.agentId}', reviewed_at = now()`);
  await expect(change(`reviewed_by = null`)).rejects.toMatchObject(refusedWith('HL004'));
  await expect(test.query('delete from callback_case where id = $1', [callback.caseId])).rejects.toMatchObject(refusedWith('HL004'));
});

it('what stands behind a completed callback stays: its recording is not unsealed, changed or deleted, its attempt neither [E-02]', async () => {
  const callback = await staged();
  await complete(callback);
  const recording = (set: string) => test.query(`update recording set ${set} where id = $1`, [callback.recordingId]);
  for (const set of [`state = 'missing'`, `state = 'expected'`, `sha256 = repeat('0', 64)`, `attempt_id = null`, `frames = 1`])
    await expect(recording(set)).rejects.toMatchObject(refusedWith('HL005'));
  await expect(test.query('delete from recording where id = $1', [callback.recordingId])).rejects.toMatchObject(refusedWith('HL005'));
  await expect(test.query(`update attempt set outcome = 'unknown' where id = $1`, [callback.attemptId])).rejects.toMatchObject(refusedWith('HL005'));
  await expect(test.query('delete from attempt where id = $1', [callback.attemptId])).rejects.toMatchObject(refusedWith('HL005'));
  // The stored form may move to another place.
  await recording(`path = 'archive/x'`);
});

it('an agent who joins the marketing series later does not make history unlawful [I-01]', async () => {
  const seat = await addSeat(test, '1099', 'service');
  const callback = await staged();
  await complete(callback, seat.agentId);
  await test.query(`update agent set series = 'marketing' where id = $1`, [seat.agentId]);
  await test.query(`update callback_case set state = 'reviewed', reviewed_by = $2, reviewed_at = now() where id = $1`, [callback.caseId, compliance.agentId]);
  expect(await test.query('select state, completed_series from callback_case where id = $1', [callback.caseId])).toEqual([{ state: 'reviewed', completed_series: 'service' }]);
});

it('a client has one open case of a kind, a number one live attempt, a case one attempt of a number', async () => {
  const callback = await staged(false);
  const again = `insert into callback_case (id, client_id, branch_id, kind, opened_at, due_at, next_attempt_at) select $2, client_id, branch_id, kind, now(), now(), now() from callback_case where id = $1`;
  await expect(test.query(again, [callback.caseId, randomUUID()])).rejects.toMatchObject({ code: '23505', constraint: 'callback_case_one_open' });
  await test.query(`update callback_case set state = 'cancelled' where id = $1`, [callback.caseId]);
  await test.query(again, [callback.caseId, randomUUID()]);
  const attempt = (no: number) =>
    test.query(`insert into attempt (id, case_id, attempt_no, number_token, call_id, claimed_at) select $2, case_id, $4, number_token, $3, now() from attempt where id = $1`, [callback.attemptId, randomUUID(), randomUUID(), no]);
  await expect(attempt(1)).rejects.toMatchObject({ code: '23505', constraint: 'attempt_case_id_attempt_no_key' });
  await attempt(2);
  await expect(attempt(3)).rejects.toMatchObject({ code: '23505', constraint: 'attempt_one_live_per_number' });
});

it.each(['callback_case', 'attempt', 'recording', 'recording_link', 'access_audit'])('%s is not truncated', async (table) => {
  await expect(test.query(`truncate ${table} cascade`)).rejects.toMatchObject({ code: 'HL006' });
});

it('while a case is being completed its recording cannot be unsealed behind its back', async () => {
  const callback = await staged();
  await test.query('begin');
  await complete(callback);
  const unseal = database.live.updateTable('recording').set({ state: 'missing' }).where('id', '=', callback.recordingId).execute().then(() => 'unsealed', (error: unknown) => (error as { sqlState: string }).sqlState);
  const blocked = async () => (await test.query(`select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`)).length > 0;
  await expect.poll(blocked, { timeout: 10_000 }).toBe(true);
  await test.query('commit');
  expect(await unseal).toBe('HL005');
});
