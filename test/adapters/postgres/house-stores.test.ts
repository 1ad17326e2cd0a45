/** Stores of what clients leave with the hotline: cases, ratings, notices, queue figures. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCallStore } from '../../../src/adapters/postgres/call-store.ts';
import { createClientCaseStore } from '../../../src/adapters/postgres/client-case-store.ts';
import { createHeldNumbers } from '../../../src/adapters/postgres/held-numbers.ts';
import { createInboxCases } from '../../../src/adapters/postgres/inbox-cases.ts';
import { createNoticeStore, createOutbox } from '../../../src/adapters/postgres/notice-store.ts';
import { createNumberBook } from '../../../src/adapters/postgres/number-book.ts';
import { createOwnershipStore } from '../../../src/adapters/postgres/ownership-store.ts';
import { openDatabase, type Database } from '../../../src/adapters/postgres/pool.ts';
import { createQueueFigures } from '../../../src/adapters/postgres/queue-figures.ts';
import { createRatingStore } from '../../../src/adapters/postgres/rating-store.ts';
import type { NewClientCase, NewNotice } from '../../../src/app/house/ports.ts';
import { createSecret } from '../../../src/app/secret.ts';
import type { CallState } from '../../../src/core/call/state.ts';
import { at0, callState, newCallId, stepOf } from '../../support/call-state.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { addBranchAndQueues, addClient, addSeat, makeReady } from '../../support/firm.ts';

const tokenKey = '00'.repeat(32);
let test: TestDatabase;
let database: Database;
let epoch: number;
let numbers = 0;

beforeAll(async () => {
  test = await createTestDatabase();
  database = openDatabase({ databaseUrl: test.url, part: 'test' });
  await addBranchAndQueues(test);
  ({ epoch } = await createOwnershipStore(database).acquire('s1', 'me'));
});
afterAll(async () => {
  await database.close();
  await test.drop();
});

const newToken = async (): Promise<string> => (await createNumberBook(database, { tokenKey }).keep(`1390000${String((numbers += 1)).padStart(4, '0')}`)) ?? '';

async function liveCall(change: Partial<CallState> = {}): Promise<string> {
  const callId = newCallId();
  await createCallStore(database).save([stepOf(callId, { epoch, state: callState(callId, change) })]);
  return callId;
}

const wanted = (callId: string, change: Partial<NewClientCase> = {}): NewClientCase => ({
  caseId: randomUUID(), caseNo: String(10_000_000 + (numbers += 1)), box: 'complaint', callId, recordingId: `rec-${randomUUID()}`, durationMs: 9_000, at: at0, acceptBy: at0 + 1, resultBy: at0 + 2, ...change,
});

describe('cases', () => {
  it('know from the live call who left them, and say how they stand', async () => {
    const token = await newToken();
    const clientId = await addClient(test, [token]);
    const callId = await liveCall({ numberToken: token, clientMatches: [clientId], language: 'en' });
    const cases = createClientCaseStore(database);
    const first = wanted(callId);
    expect(await cases.file(first)).toBe('filed');
    expect(await test.query(`select client_id, number_token, language, state from client_case where id = $1`, [first.caseId])).toEqual([{ client_id: clientId, number_token: token, language: 'en', state: 'open' }]);
    const status = { caseNo: first.caseNo, box: 'complaint', state: 'open', filedAt: at0 };
    expect(await cases.byNumber(first.caseNo)).toEqual(status);
    expect(await cases.ofCall(callId)).toEqual(status);
    expect(await cases.byNumber('99999999')).toBeNull();
    expect(await test.query(`select kind from fact where subject = $1`, [first.caseId])).toEqual([{ kind: 'client-case-filed' }]);
  });

  it('of several clients with one number are of nobody, of who proved who she is hers, of a call nobody knows still there', async () => {
    const token = await newToken();
    const [one, other] = [await addClient(test, [token]), await addClient(test, [token])];
    const cases = createClientCaseStore(database);
    const clientOf = async (callId: string) => {
      const filed = wanted(callId, { box: 'message', acceptBy: null, resultBy: null });
      await cases.file(filed);
      return (await test.query(`select client_id from client_case where id = $1`, [filed.caseId]))[0]?.['client_id'];
    };
    expect(await clientOf(await liveCall({ numberToken: token, clientMatches: [one, other] }))).toBeNull();
    expect(await clientOf(await liveCall({ numberToken: token, clientMatches: [one, other], auth: { level: 'password', method: 'ivr-keys', clientId: other, at: at0 } }))).toBe(other);
    expect(await clientOf(await liveCall({ auth: { level: 'password', method: 'ivr-keys', clientId: 'no-uuid', at: at0 } }))).toBeNull();
    expect(await clientOf(newCallId())).toBeNull();
  });

  it('are filed once for a recording, and a number is used once', async () => {
    const callId = await liveCall();
    const cases = createClientCaseStore(database);
    const first = wanted(callId);
    await cases.file(first);
    expect(await cases.file({ ...first, caseId: randomUUID(), caseNo: '98765432' })).toBe('exists');
    expect(await cases.file(wanted(callId, { caseNo: first.caseNo }))).toBe('number-taken');
  });
});

describe('the inbox of the desk', () => {
  it('lists what is open, is taken by one agent only, closed by the same, and each step is a fact', async () => {
    const [one, other] = [await addSeat(test, '1003'), await addSeat(test, '1004')];
    const token = await newToken();
    const filed = wanted(await liveCall({ numberToken: token }));
    await createClientCaseStore(database).file(filed);
    const inbox = createInboxCases(database);
    const mine = async () => (await inbox.list(100)).find(({ caseId }) => caseId === filed.caseId);
    expect(await mine()).toMatchObject({ caseNo: filed.caseNo, state: 'open', number: expect.stringMatching(/^1390000/), recording: { recordingId: filed.recordingId, status: 'due' }, acceptBy: at0 + 1, takenById: null });
    const [first, second] = await Promise.all([one, other].map(({ agentId }) => inbox.take({ caseId: filed.caseId, agentId, at: at0 })));
    expect([first, second].filter(Boolean)).toHaveLength(1);
    const taker = first === true ? one : other;
    const loser = first === true ? other : one;
    expect(await inbox.close({ caseId: filed.caseId, agentId: loser.agentId, result: 'x', at: at0 })).toBe(false);
    expect(await inbox.close({ caseId: filed.caseId, agentId: taker.agentId, result: '已解释', at: at0 + 1 })).toBe(true);
    expect(await inbox.close({ caseId: filed.caseId, agentId: taker.agentId, result: 'again', at: at0 + 2 })).toBe(false);
    expect(await inbox.find(filed.caseId)).toEqual({ state: 'closed', takenById: taker.agentId });
    expect(await test.query(`select kind from fact where subject = $1 order by seq`, [filed.caseId])).toEqual([{ kind: 'client-case-filed' }, { kind: 'client-case-taken' }, { kind: 'client-case-closed' }]);
    expect(JSON.stringify(await test.query(`select body from fact where subject = $1`, [filed.caseId]))).not.toContain('已解释');
  });
});

describe('ratings [K-01]', () => {
  it('are one for a call, with the agent who talked with her, as a fact too', async () => {
    const seat = await addSeat(test, '1001');
    const callId = await liveCall();
    await test.query(`insert into recording (id, call_id, seat_id, agent_id, started_at) values ($1, $2, $3, $4, now())`, [`rec-${callId}`, callId, seat.seatId, seat.agentId]);
    const ratings = createRatingStore(database);
    expect(await ratings.add({ callId, score: 4, at: at0 })).toBe(true);
    expect(await ratings.add({ callId, score: 1, at: at0 + 1 })).toBe(false);
    expect(await test.query(`select score, seat_id, agent_id from rating where call_id = $1`, [callId])).toEqual([{ score: 4, seat_id: seat.seatId, agent_id: seat.agentId }]);
    expect(await test.query(`select body from fact where call_id = $1 and kind = 'call-rated'`, [callId])).toEqual([{ body: { score: 4, seatId: seat.seatId } }]);
    await expect(ratings.add({ callId: await liveCall(), score: 6, at: at0 })).rejects.toThrow();
  });
});

describe('figures of a queue', () => {
  it('count who waits and who is signed in', async () => {
    const figures = createQueueFigures(database);
    expect(await figures.read('general')).toEqual({ waiting: 0, seats: 0 });
    const seat = await addSeat(test, '1002');
    await makeReady(test, seat.seatId, at0);
    expect(await figures.read('general')).toEqual({ waiting: 0, seats: 1 });
    expect(await figures.read('nowhere')).toBeNull();
  });
});

describe('notices [M-12]', () => {
  const notice = async (change: Partial<NewNotice> = {}): Promise<NewNotice> => ({
    noticeId: randomUUID(), requestId: randomUUID(), channel: 'sms', what: 'quote', callId: newCallId(), clientId: null, to: { numberToken: await newToken() }, subject: 's', body: 'b', at: at0, ...change,
  });
  const claim = (at: number) => createOutbox(database).claim({ at, leaseMs: 60_000, limit: 10 });

  it('are written once for a question and taken by one worker at a time', async () => {
    const one = await notice();
    const notices = createNoticeStore(database);
    await notices.add(one);
    await notices.add({ ...one, noticeId: randomUUID() });
    const [first, second] = await Promise.all([claim(at0), claim(at0)]);
    expect([...first, ...second]).toEqual([{ noticeId: one.noticeId, channel: 'sms', to: expect.stringMatching(/^1390000\d{4}$/), subject: 's', body: 'b', tries: 1 }]);
    await createOutbox(database).sent(one.noticeId, at0 + 1);
    expect(await claim(at0 + 10_000_000)).toEqual([]);
    expect(await test.query(`select kind from fact where subject = $1 order by seq`, [`notice:${one.noticeId}`])).toEqual([{ kind: 'notice-made' }, { kind: 'notice-sent' }]);
  });

  it('that nobody ended come again after their lease, put off ones at their time, given up ones never', async () => {
    const one = await notice({ channel: 'email', to: { address: 'a@example.cn' } });
    await createNoticeStore(database).add(one);
    const outbox = createOutbox(database);
    expect(await claim(at0)).toMatchObject([{ to: 'a@example.cn' }]);
    expect(await claim(at0 + 59_999)).toEqual([]);
    expect(await claim(at0 + 60_000)).toMatchObject([{ tries: 2 }]);
    await outbox.failed(one.noticeId, { reason: 'timeout', nextTryAt: at0 + 100_000, at: at0 + 60_001 });
    expect(await claim(at0 + 99_999)).toEqual([]);
    expect(await claim(at0 + 100_000)).toMatchObject([{ tries: 3 }]);
    await outbox.failed(one.noticeId, { reason: 'no-address', nextTryAt: null, at: at0 + 100_001 });
    expect(await claim(at0 + 10_000_000)).toEqual([]);
    expect(await test.query(`select state, last_reason from notice where id = $1`, [one.noticeId])).toEqual([{ state: 'failed', last_reason: 'no-address' }]);
  });

  it('keep a keyed number as a token only', async () => {
    const held = createHeldNumbers(createNumberBook(database, { tokenKey }));
    const token = await held.keepHeld(createSecret('02155509999'));
    expect(token).toMatch(/^[0-9a-f]{32}$/);
    expect(await createNumberBook(database, { tokenKey }).reveal(token ?? '')).toBe('02155509999');
    expect(await held.keepHeld(createSecret('1'))).toBeNull();
  });
});
