import { freshTalk } from '../../../src/core/conversation/enter.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAgentStore, createSessionStore, createSignInGuard } from '../../../src/adapters/postgres/agent-store.ts';
import { createCallReads } from '../../../src/adapters/postgres/call-reads.ts';
import { createCallStore } from '../../../src/adapters/postgres/call-store.ts';
import { createLiveFigures } from '../../../src/adapters/postgres/live-figures.ts';
import { createNumberBook } from '../../../src/adapters/postgres/number-book.ts';
import { createOwnershipStore } from '../../../src/adapters/postgres/ownership-store.ts';
import { openDatabase, type Database } from '../../../src/adapters/postgres/pool.ts';
import { createQueueStore } from '../../../src/adapters/postgres/queue-store.ts';
import { createRecordingLedger } from '../../../src/adapters/postgres/recording-ledger.ts';
import { createSeatReads, createStreamReads } from '../../../src/adapters/postgres/seat-reads.ts';
import { createSeatStore } from '../../../src/adapters/postgres/seat-store.ts';
import type { Pop } from '../../../src/core/call/commands.ts';
import type { CallFact } from '../../../src/core/call/facts.ts';
import type { CallState } from '../../../src/core/call/state.ts';
import { at0, callState, newCallId, stepOf } from '../../support/call-state.ts';
import { sha256Of } from '../../support/callback.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { addBranchAndQueues, addClient, addSeat, type TestSeat } from '../../support/firm.ts';

let test: TestDatabase;
let database: Database;
let seat: TestSeat;
let clientId: string;
let token: string;
let epoch: number;

beforeAll(async () => {
  test = await createTestDatabase();
  database = openDatabase({ databaseUrl: test.url, part: 'test' });
  await addBranchAndQueues(test);
  seat = await addSeat(test, '1001');
  token = (await createNumberBook(database, { tokenKey: '00'.repeat(32) }).keep('13900000001')) ?? '';
  clientId = await addClient(test, [token]);
  ({ epoch } = await createOwnershipStore(database).acquire('s1', 'me'));
});
afterAll(async () => {
  await database.close();
  await test.drop();
});

/** A call that came to its end, with these facts behind it. */
async function finished(startedAt: number, facts: readonly CallFact[], change: Partial<CallState> = {}): Promise<string> {
  const callId = newCallId();
  const state = callState(callId, { startedAt, activity: { phase: 'ended' }, ...change });
  const store = createCallStore(database);
  await store.save([stepOf(callId, { epoch, state, at: startedAt + 1, facts })]);
  const end = { callId, epoch, endedAt: startedAt + 90_000, state };
  await store.finish({ ...end, epoch: epoch - 1 });
  expect(await test.query('select 1 from call where call_id = $1', [callId])).toHaveLength(1);
  await Promise.all([store.finish(end), store.finish(end)]);
  await store.finish(end);
  return callId;
}
const queued = { kind: 'caller-queued', queue: 'general', entryId: 'e' } as const;
const connected = (callId: string) => ({ kind: 'connected', seatId: seat.seatId, recordingId: `${callId}-r1`, waitedMs: 4_000 }) as const;

it('a finished call leaves one line of history and nothing live: row, queue entry, inbox', async () => {
  const callId = newCallId();
  const state = callState(callId, { numberToken: token, clientMatches: [clientId] });
  const store = createCallStore(database);
  await store.save([stepOf(callId, { epoch, state, facts: [queued, connected(callId), { kind: 'talk-ended', seatId: seat.seatId, by: 'client', talkMs: 61_000 }] })]);
  await createQueueStore(database).enter({ entryId: 'left over', callId, queue: 'general', enteredAt: at0, priority: 0, excludeSeries: [] });
  await test.query(`insert into inbox (node, call_id, event) values ('s1', $1, '{}')`, [callId]);
  expect(await createLiveFigures(database).read()).toEqual({ calls: 1, reservations: 0, queueEntries: 1, deadlines: 0, inbox: 1 });
  await store.finish({ callId, epoch, endedAt: at0 + 70_000, state: { ...state, activity: { phase: 'ended' } } });
  expect(await createLiveFigures(database).read()).toEqual({ calls: 0, reservations: 0, queueEntries: 0, deadlines: 0, inbox: 0 });
  expect(await test.query('select * from call_log where call_id = $1', [callId])).toEqual([{
    call_id: callId, direction: 'inbound', started_at: new Date(at0), ended_at: new Date(at0 + 70_000), connected_at: new Date(at0), seat_id: seat.seatId, agent_id: seat.agentId,
    queue: 'general', client_id: clientId, client_match_count: 1, number_token: token, dnis: '95500', case_id: null, outcome: 'talked', waited_ms: 4_000, talk_ms: 61_000, recording_id: `${callId}-r1`,
  }]);
});

it('how a call came out is read from its facts', async () => {
  const outcomeOf = async (callId: string) => (await test.query('select outcome, queue, waited_ms from call_log where call_id = $1', [callId]))[0];
  const t = at0 + 1_000_000;
  expect(await outcomeOf(await finished(t, []))).toEqual({ outcome: 'self-service', queue: null, waited_ms: null });
  expect(await outcomeOf(await finished(t, [{ kind: 'fault', where: 'flow', reason: 'x' }]))).toMatchObject({ outcome: 'fault' });
  expect(await outcomeOf(await finished(t, [queued, { kind: 'abandoned', queue: 'general', waitedMs: 7_000 }]))).toEqual({ outcome: 'abandoned', queue: 'general', waited_ms: 7_000 });
  expect(await outcomeOf(await finished(t, [queued], { direction: 'outbound' }))).toMatchObject({ outcome: 'not-reached' });
});

it('the list shows live calls and the history in one order, page by page, without a call twice or missing', async () => {
  const ids: string[] = [];
  for (let index = 0; index < 7; index += 1) ids.push(await finished(at0 + 2_000_000 + (index >> 1), []));
  const reads = createCallReads(database);
  const seen: string[] = [];
  let before: { startedAt: number; callId: string } | null = null;
  do {
    const page: Awaited<ReturnType<typeof reads.page>> = await reads.page({ agentId: null, before, limit: 3 });
    seen.push(...page.map((call) => call.callId));
    const last = page.at(-1);
    before = last === undefined ? null : { startedAt: last.startedAt, callId: last.callId };
  } while (before !== null);
  const all = await test.query<{ call_id: string }>('select call_id from call_log order by started_at desc, call_id desc');
  expect(seen).toEqual(all.map((row) => row.call_id));
  expect(seen).toEqual(expect.arrayContaining(ids));
});

it('an agent sees the calls she took: number, client, recordings with their length, live ones first', async () => {
  const live = newCallId();
  const offer = { seatId: seat.seatId, extension: '1001', reservationId: 'r', channelId: 'c', acwMs: 0, endpoint: '1001', isPage: false };
  const state = callState(live, {
    startedAt: at0 + 9_000_000, numberToken: token, clientMatches: [clientId],
    activity: { ...freshTalk, since: at0, recording: 'on', phase: 'conversation', entryId: 'e', queue: 'general', enteredAt: at0, offer, step: 'connected', bridgeId: null, playbackId: null, seatPlaybackId: null, recordingId: `${live}-r1`, connectedAt: at0 },
  });
  await createCallStore(database).save([stepOf(live, { epoch, state })]);
  const ledger = createRecordingLedger(database);
  await ledger.expect({ recordingId: `${live}-r1`, callId: live, seatId: seat.seatId, caseId: null, attemptId: null, at: at0 });
  await test.query(`update recording set state = 'sealed', path = 'p', sha256 = $2, frames = 16000, sealed_at = now() where id = $1`, [`${live}-r1`, sha256Of]);
  const [first, second, ...more] = await createCallReads(database).page({ agentId: seat.agentId, before: null, limit: 10 });
  expect(first).toEqual({
    callId: live, direction: 'inbound', startedAt: at0 + 9_000_000, number: '13900000001', clientName: '张伟', clientMatchCount: 1, queue: 'general', agentName: '坐席1001',
    outcome: 'live', waitedMs: null, talkMs: null, recordings: [{ recordingId: `${live}-r1`, status: 'sealed', durationMs: 2_000 }],
  });
  expect(second).toMatchObject({ outcome: 'talked', talkMs: 61_000, waitedMs: 4_000, agentName: '坐席1001' });
  expect(more).toEqual([]);
  const ask = { clientIds: [clientId], numberToken: token, limit: 5 };
  const earlier = await createCallReads(database).previous({ ...ask, exceptCallId: live });
  expect(earlier.map((call) => call.outcome)).toEqual(['talked']);
  expect(await createCallReads(database).previous({ clientIds: [], numberToken: null, limit: 5, exceptCallId: live })).toEqual([]);
});

it('streams are read from a number on; the newest pop is found again', async () => {
  const seats = createSeatStore(database);
  await seats.save({ seatId: seat.seatId, version: 0, state: { phase: 'not-ready', reason: 'signed-in' }, at: at0, fact: { kind: 'seat-state', phase: 'not-ready' } });
  await seats.message(seat.seatId, { kind: 'screen-pop', body: { callId: 'first' } as Pop }, at0 + 1);
  await seats.message(seat.seatId, { kind: 'screen-pop', body: { callId: 'second' } as Pop }, at0 + 2);
  await seats.save({ seatId: seat.seatId, version: 1, state: { phase: 'ready', since: at0 + 3 }, at: at0 + 3, fact: { kind: 'seat-state', phase: 'ready' } });
  const streams = createStreamReads(database);
  const stream = `seat:${seat.seatId}`;
  expect((await streams.read(stream, 1, 10)).map(({ n, kind }) => `${n} ${kind}`)).toEqual(['2 screen-pop', '3 screen-pop', '4 seat-state']);
  expect(await streams.read(stream, 1, 1)).toEqual([{ stream, n: 2, at: at0 + 1, kind: 'screen-pop', body: { callId: 'first' } }]);
  expect(await streams.latest(stream, 'screen-pop')).toMatchObject({ n: 3, body: { callId: 'second' } });
  expect(await streams.latest(stream, 'other')).toBeNull();
  expect(await streams.heads([stream, 'seat:nobody', 'queue:general'])).toEqual(new Map([[stream, 4]]));
  expect(await streams.read('queue:general', 0, 10)).toEqual([]);
  await seats.noteDevice('1001', true);
  expect(await createSeatReads(database).ofAgent(seat.agentId)).toEqual([
    { seatId: seat.seatId, agentId: seat.agentId, extension: '1001', state: { phase: 'ready', since: at0 + 3 }, since: at0 + 3, streamN: 4, isDeviceOnline: true, pageId: null },
  ]);
  expect(await streams.trim(at0 + 2)).toBe(2);
  expect((await streams.read(stream, 0, 10)).map(({ n }) => n)).toEqual([3, 4]);
});

it('an agent signs in with a session that ends by its time, by closing, or with her leave', async () => {
  const [agents, sessions] = [createAgentStore(database), createSessionStore(database)];
  const agent = { agentId: seat.agentId, login: '1001', name: '坐席1001', series: 'service', branch: '总部' };
  expect(await agents.byLogin('1001')).toEqual({ ...agent, passwordHash: 'x' });
  expect(await agents.byLogin('nobody')).toBeNull();
  const open = (sessionKey: string) => sessions.open({ sessionKey, agentId: seat.agentId, at: at0, expiresAt: at0 + 1_000 });
  await open('one');
  expect(await sessions.find('one', at0 + 999)).toEqual({ sessionKey: 'one', agent, openedAt: at0, expiresAt: at0 + 1_000 });
  expect(await sessions.find('one', at0 + 1_000)).toBeNull();
  await sessions.close('one');
  expect(await sessions.find('one', at0)).toBeNull();
  await open('two');
  await test.query('update agent set may_sign_in = false where id = $1', [seat.agentId]);
  expect([await sessions.find('two', at0), await agents.byLogin('1001')]).toEqual([null, null]);
});

it('wrong passwords lock by the typed login; two at once are two; a window that is over starts anew', async () => {
  const guard = createSignInGuard(database);
  const wrong = (at: number) => guard.noteFailure({ loginKey: 'k', at, maxFailures: 3, windowMs: 1_000, lockMs: 5_000 });
  expect(await Promise.all([wrong(at0), wrong(at0)])).toEqual([null, null]);
  expect(await wrong(at0 + 1_000)).toBeNull();
  expect(await wrong(at0 + 1_001)).toBeNull();
  expect(await wrong(at0 + 1_002)).toBe(at0 + 6_002);
  expect(await guard.lockedUntil('k', at0 + 6_001)).toBe(at0 + 6_002);
  expect(await guard.lockedUntil('k', at0 + 6_002)).toBeNull();
  expect(await wrong(at0 + 6_003)).toBeNull();
  await guard.clear('k');
  expect(await guard.lockedUntil('k', at0)).toBeNull();
  expect(await guard.lockedUntil('nobody', at0)).toBeNull();
});
