import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAttemptStore } from '../../../src/adapters/postgres/attempt-store.ts';
import { createCallbackStore } from '../../../src/adapters/postgres/callback-store.ts';
import { createInboxStore } from '../../../src/adapters/postgres/inbox-store.ts';
import { createNumberBook } from '../../../src/adapters/postgres/number-book.ts';
import { openDatabase, type Database } from '../../../src/adapters/postgres/pool.ts';
import { createRecordingLedger } from '../../../src/adapters/postgres/recording-ledger.ts';
import { createRecordingReads } from '../../../src/adapters/postgres/recording-reads.ts';
import { at0 } from '../../support/call-state.ts';
import { claimOf, openCase, sha256Of, stageCallback, stageCallOfSeat } from '../../support/callback.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { addBranchAndQueues, addClient, addSeat, type TestSeat } from '../../support/firm.ts';

let test: TestDatabase;
let database: Database;
let service: TestSeat;
let marketing: TestSeat;
let numbers = 0;

beforeAll(async () => {
  test = await createTestDatabase();
  database = openDatabase({ databaseUrl: test.url, part: 'test' });
  await addBranchAndQueues(test);
  service = await addSeat(test, '1001', 'service');
  marketing = await addSeat(test, '1010', 'marketing');
});
afterAll(async () => {
  await database.close();
  await test.drop();
});

const callbacks = () => createCallbackStore(database);
const attempts = () => createAttemptStore(database);
async function newToken(): Promise<string> {
  return (await createNumberBook(database, { tokenKey: '00'.repeat(32) }).keep(`1390000${String((numbers += 1)).padStart(4, '0')}`)) ?? expect.fail();
}

it('a client has one open case of a kind: the second one asked for is the first', async () => {
  const clientId = await addClient(test, [await newToken()]);
  const open = (kind: string) => callbacks().open({ caseId: randomUUID(), clientId, kind, at: at0, dueAt: at0 + 1 });
  const answers = await Promise.all([open('new-account'), open('new-account'), open('new-account'), open('complaint')]);
  expect(new Set(answers.map((answer) => 'caseId' in answer && answer.caseId)).size).toBe(2);
  expect(answers.filter((answer) => answer.kind === 'opened')).toHaveLength(2);
  expect(await callbacks().open({ caseId: randomUUID(), clientId: randomUUID(), kind: 'new-account', at: at0, dueAt: at0 })).toEqual({ kind: 'refused', code: 'CLIENT_UNKNOWN' });
});

it('of many workers one claims the attempt, and the call is asked for in the inbox once', async () => {
  const clientId = await addClient(test, [await newToken()]);
  const caseId = await openCase(database, clientId);
  expect(await callbacks().due(at0, 10)).toContain(caseId);
  const claims = Array.from({ length: 12 }, () => claimOf(caseId));
  const answers = await Promise.all(claims.map((claim) => callbacks().claim(claim)));
  expect(answers.filter((answer) => answer.kind === 'claimed')).toHaveLength(1);
  expect(answers.filter((answer) => answer.kind === 'refused').every((answer) => 'code' in answer && answer.code === 'CASE_NOT_PENDING')).toBe(true);
  expect(await callbacks().due(at0, 10)).not.toContain(caseId);
  const mine = claims[answers.findIndex((answer) => answer.kind === 'claimed')];
  const token = (await test.query<{ token: string }>('select token from client_number where client_id = $1', [clientId]))[0]?.token;
  const mail = (await createInboxStore(database).read('s1', 100)).filter((row) => row.event.kind === 'callback-claimed' && row.event.caseId === caseId);
  expect(mail.map((row) => ({ callId: row.callId, event: row.event }))).toEqual([{
    callId: mine?.callId,
    event: { kind: 'callback-claimed', at: at0, businessAt: at0, caseId, attemptId: mine?.attemptId, clientId, numberToken: token, queue: 'callback', excludeSeries: ['marketing'], callerDnis: '95500' },
  }]);
});

it('a number has one live attempt, whoever it belongs to; the second case stays pending', async () => {
  const shared = await newToken();
  const [first, second] = [await openCase(database, await addClient(test, [shared])), await openCase(database, await addClient(test, [shared]))];
  const claim = claimOf(first);
  expect((await callbacks().claim(claim)).kind).toBe('claimed');
  expect(await callbacks().claim(claimOf(second))).toEqual({ kind: 'refused', code: 'NUMBER_BUSY' });
  expect((await callbacks().find(second))?.state).toBe('pending');
  await attempts().note(claim.attemptId, { kind: 'ended', outcome: 'no-seat' }, at0);
  expect((await callbacks().claim(claimOf(second))).kind).toBe('claimed');
});

it('a client without a number is refused and the case stays pending', async () => {
  const caseId = await openCase(database, await addClient(test, []));
  expect(await callbacks().claim(claimOf(caseId))).toEqual({ kind: 'refused', code: 'CLIENT_WITHOUT_NUMBER' });
  expect(await callbacks().claim(claimOf(randomUUID()))).toEqual({ kind: 'refused', code: 'CASE_NOT_PENDING' });
  expect((await callbacks().find(caseId))?.state).toBe('pending');
});

it('the steps of an attempt happen once and in order; said again they are still true', async () => {
  const caseId = await openCase(database, await addClient(test, [await newToken()]));
  const claim = claimOf(caseId);
  await callbacks().claim(claim);
  const note = (news: Parameters<ReturnType<typeof attempts>['note']>[1]) => attempts().note(claim.attemptId, news, at0 + 5);
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
  const facts = await test.query<{ kind: string }>('select kind from fact where subject = $1 order by seq', [claim.attemptId]);
  expect(facts.map((fact) => fact.kind)).toEqual(['attempt-claimed', 'attempt-dialling', 'attempt-answered', 'attempt-ended']);
});

it('an attempt that reached nobody opens its case again for later, with the next number', async () => {
  const tokens = [await newToken(), await newToken()];
  const caseId = await openCase(database, await addClient(test, tokens));
  const dialled: (string | undefined)[] = [];
  for (const [index, outcome] of (['no-answer', 'busy', 'no-answer'] as const).entries()) {
    const claim = claimOf(caseId);
    expect(await callbacks().claim(claim)).toEqual({ kind: 'claimed', attemptNo: index + 1 });
    await attempts().note(claim.attemptId, { kind: 'dialling' }, at0);
    await attempts().note(claim.attemptId, { kind: 'ended', outcome }, at0 + 30_000);
    dialled.push((await test.query<{ number_token: string }>('select number_token from attempt where id = $1', [claim.attemptId]))[0]?.number_token);
  }
  expect(dialled).toEqual([tokens[0], tokens[1], tokens[0]]);
  expect((await callbacks().find(caseId))?.state).toBe('pending');
  const soon = await callbacks().due(at0 + 60_000, 100);
  const later = await callbacks().due(at0 + 30_000 + 30 * 60_000, 100);
  expect([soon.includes(caseId), later.includes(caseId)]).toEqual([false, true]);
});

it('dialling by an agent of the marketing series is refused by the ledger [I-01]', async () => {
  const claim = claimOf(await openCase(database, await addClient(test, [await newToken()])));
  await callbacks().claim(claim);
  await stageCallOfSeat(test, claim.callId, marketing);
  expect(await attempts().note(claim.attemptId, { kind: 'dialling' }, at0)).toBe(false);
  expect(await test.query('select state, agent_id from attempt where id = $1', [claim.attemptId])).toEqual([{ state: 'claimed', agent_id: null }]);
  expect(await attempts().note(claim.attemptId, { kind: 'ended', outcome: 'failed' }, at0)).toBe(true);
});

it('a callback runs from case to sealed and completed, and its refusals are values [E-02, I-01, I-03]', async () => {
  const clientId = await addClient(test, [await newToken()]);
  const { caseId, attemptId, callId, recordingId } = await stageCallback(test, database, { clientId, seat: service, sealed: false });
  const complete = (agentId: string | null) => callbacks().complete({ caseId, attemptId, agentId, at: at0 + 99_000 });
  expect(await complete(null)).toEqual({ kind: 'refused', code: 'RECORDING_NOT_SEALED' });
  expect(await createRecordingReads(database).toSeal(recordingId)).toEqual({
    recordingId, callId, caseId, attemptId, state: 'expected', startedAt: at0 + 2, path: null, sha256: null, frames: null, isCallLive: true,
  });
  await createRecordingLedger(database).seal({ recordingId, path: 'p', sha256: sha256Of, frames: 800, at: at0 + 61_000 });
  expect(await complete(marketing.agentId)).toEqual({ kind: 'refused', code: 'SERIES_NOT_ALLOWED' });
  expect(await callbacks().complete({ caseId, attemptId: randomUUID(), agentId: service.agentId, at: at0 })).toEqual({ kind: 'refused', code: 'TALK_NOT_FINISHED' });
  expect(await complete(null)).toEqual({ kind: 'completed' });
  expect(await complete(null)).toEqual({ kind: 'completed' });
  expect(await callbacks().find(caseId)).toEqual({
    caseId, clientId, branchId: 'hq', kind: 'new-account', state: 'completed', openedAt: at0, dueAt: at0 + 86_400_000, completedBy: service.agentId,
    attempts: [{ attemptId, attemptNo: 1, callId, state: 'ended', outcome: 'talked', agentId: service.agentId, recordings: [{ recordingId, state: 'sealed', sha256: sha256Of }] }],
  });
  expect(await callbacks().review({ caseId, agentId: service.agentId, at: at0 })).toBe(false);
  expect(await callbacks().review({ caseId, agentId: marketing.agentId, at: at0 })).toBe(true);
  expect(await callbacks().cancel({ caseId, reason: 'x', at: at0 })).toBe(false);
});

it('expected recordings of calls that are over are found for sealing', async () => {
  const clientId = await addClient(test, [await newToken()]);
  const { callId, recordingId } = await stageCallback(test, database, { clientId, seat: service, sealed: false });
  const reads = createRecordingReads(database);
  expect(await reads.unsealed(100)).not.toContain(recordingId);
  await test.query('delete from call where call_id = $1', [callId]);
  expect(await reads.unsealed(100)).toContain(recordingId);
});
