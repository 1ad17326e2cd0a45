/** The door over the real stores: what the desk promises holds on PostgreSQL, with the demo firm in it. */
import { pino } from 'pino';
import { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { createHttpServer } from '../../src/adapters/http/server.ts';
import type { HttpServer } from '../../src/adapters/http/server.ts';
import { createAccessAudit } from '../../src/adapters/postgres/access-audit.ts';
import { createAgentStore, createSessionStore, createSignInGuard } from '../../src/adapters/postgres/agent-store.ts';
import { createCallReads } from '../../src/adapters/postgres/call-reads.ts';
import { createClientStore } from '../../src/adapters/postgres/client-store.ts';
import { loadDemo } from '../../src/adapters/postgres/demo/load.ts';
import { createNumberBook } from '../../src/adapters/postgres/number-book.ts';
import { createDestinationReads } from '../../src/adapters/postgres/destination-reads.ts';
import { createDispositionStore } from '../../src/adapters/postgres/disposition-store.ts';
import { createInboxCases } from '../../src/adapters/postgres/inbox-cases.ts';
import { createPagePhoneStore } from '../../src/adapters/postgres/page-phone-store.ts';
import { createFakePhones } from '../support/desk/fake-phones.ts';
import { createSeatOversight } from '../../src/adapters/postgres/seat-oversight.ts';
import { createTrailReads } from '../../src/adapters/postgres/trail-store.ts';
import { openDatabase } from '../../src/adapters/postgres/pool.ts';
import type { Database } from '../../src/adapters/postgres/pool.ts';
import { createRecordingReads } from '../../src/adapters/postgres/recording-reads.ts';
import { createRoutingReads } from '../../src/adapters/postgres/routing-reads.ts';
import { createSeatReads, createStreamReads } from '../../src/adapters/postgres/seat-reads.ts';
import { createClientCaseReads } from '../../src/adapters/postgres/client-case-reads.ts';
import { createSeatStore } from '../../src/adapters/postgres/seat-store.ts';
import { createDesk } from '../../src/app/desk/desk.ts';
import { changeSeat } from '../../src/app/seats.ts';
import { newCallId } from '../support/call-state.ts';
import { createTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { createOtherSystems } from '../support/desk/other-systems.ts';
import { bodyOf, createDeskClient } from '../support/desk/client.ts';
import { somePop } from '../support/desk/desk-world.ts';

const tokenKey = '11'.repeat(32);
const demoPassword = 'demo-password-1';
let test: TestDatabase;
let database: Database;
let server: HttpServer;
const logs: string[] = [];
const now = () => Date.now();
const silent = { send: () => undefined, on: () => undefined };
const seatDeps = () => ({ seats: createSeatStore(database), wakeups: silent, clock: { now, businessNow: now } });

beforeAll(async () => {
  test = await createTestDatabase();
  await loadDemo(test.url, { tokenKey, demoPassword });
});
afterAll(() => test.drop());

beforeEach(async () => {
  database = openDatabase({ databaseUrl: test.url, part: 'test' });
  const desk = createDesk({
    office: { serviceFile: async () => ({ kind: 'unavailable', reason: 'down' }), contactGaps: async () => ({ kind: 'unavailable', reason: 'down' }) }, clientCases: createClientCaseReads(database),
    flows: { flow: () => null }, routing: createRoutingReads(database),
    agents: createAgentStore(database), guard: createSignInGuard(database), sessions: createSessionStore(database), audit: createAccessAudit(database),
    sessionKey: '22'.repeat(32), clients: createClientStore(database, { tokenKey }), numbers: createNumberBook(database, { tokenKey }),
    seats: createSeatReads(database), oversight: createSeatOversight(database), businessNow: now,
    changer: { change: (seatId, request, forcedBy) => changeSeat(seatDeps(), seatId, request, forcedBy) },
    streams: createStreamReads(database), calls: createCallReads(database), recordings: createRecordingReads(database),
    trail: createTrailReads(database), destinations: createDestinationReads(database), outside: {}, dispositions: createDispositionStore(database), inbox: createInboxCases(database), pagePhones: createPagePhoneStore(database), phones: createFakePhones().phones,
    sendKeys: async () => ({ kind: 'done' }), tellCall: () => undefined, askCall: async () => ({ kind: 'done' }), wakeups: silent,
    files: { open: async () => ({ wav: Readable.from([Buffer.from('x')]), size: 1 }) }, now,
  });
  server = await createHttpServer({
    // No wake-up ever: the poll alone finds the rows.
    deps: { ...desk, ...createOtherSystems().deps, wakeups: silent, now, readiness: { check: async () => ({ ready: true, parts: [] }) } },
    host: '127.0.0.1', port: 0, webRoot: '/nonexistent', signInsPerMinute: 1_000, realtime: { pollMs: 100 },
    logger: pino({ level: 'trace' }, { write: (line: string) => void logs.push(line) }),
  });
});
afterEach(async () => {
  await server.close();
  await database.close();
});

it('a demo agent signs in, works her seat and hears of it over the socket', async () => {
  const client = createDeskClient(server.url);
  expect(await bodyOf(await client.signIn('1002', demoPassword))).toMatchObject({ agent: { name: '王强', series: 'service', branch: '总部' } });
  const before = (await client.read('/api/seat')).seat;
  const page = client.open([{ stream: before.stream, from: before.streamN }]);
  await page.message('welcome');
  expect(await bodyOf(await client.post('/api/seat', { action: 'sign-in', extension: '1002' }))).toMatchObject({ seat: { state: { phase: 'not-ready' }, streamN: before.streamN + 1 } });
  await client.post('/api/seat', { action: 'ready' });
  await page.until(() => page.rows().length === 2);
  expect(page.rows()[1]).toMatchObject({ n: before.streamN + 2, kind: 'seat-state', body: { state: { phase: 'ready' } } });
});

it('five wrong passwords at the same moment lock, however they race', async () => {
  const client = createDeskClient(server.url);
  const codes = await Promise.all(Array.from({ length: 5 }, async () => (await bodyOf(await client.signIn('1003', 'wrong'))).code));
  expect(codes.toSorted()).toEqual(['SIGN_IN_LOCKED', 'SIGN_IN_WRONG', 'SIGN_IN_WRONG', 'SIGN_IN_WRONG', 'SIGN_IN_WRONG']);
  expect((await client.signIn('1003', demoPassword)).status).toBe(429);
});

it('two clicks at once on one seat are both answered, and the stream has no gap', async () => {
  const client = createDeskClient(server.url);
  await client.signIn('1004', demoPassword);
  await client.post('/api/seat', { action: 'sign-in' });
  const answers = await Promise.all(Array.from({ length: 6 }, (_, n) => client.post('/api/seat', n % 2 === 0 ? { action: 'ready' } : { action: 'not-ready', reason: 'break' })));
  expect(answers.map((answer) => answer.status)).toEqual(Array(6).fill(200));
  const rows = await test.query<{ n: string }>(`select n from seat_message where seat_id = 's-1004' order by n`);
  expect(rows.map((row) => Number(row.n))).toEqual(rows.map((_, index) => index + 1));
});

it('the pop comes with the client of the number, whole for the holder, and leaves its mark in the audit', async () => {
  const client = createDeskClient(server.url);
  const { agent } = await bodyOf(await client.signIn('1001', demoPassword));
  await client.post('/api/seat', { action: 'sign-in' });
  await client.post('/api/seat', { action: 'ready' });
  const { seat } = await client.read('/api/seat');
  const page = client.open([{ stream: seat.stream, from: seat.streamN }]);
  await page.message('welcome');
  const numberToken = await createNumberBook(database, { tokenKey }).keep('13800138000');
  const clientMatches = await createClientStore(database, { tokenKey }).byNumber(numberToken ?? '');
  const callId = newCallId();
  await changeSeat(seatDeps(), 's-1001', { kind: 'reserved', reservation: { reservationId: 'r-1', callId, entryId: 'e-1' }, expiresAt: now() + 60_000 });
  await createSeatStore(database).message('s-1001', { kind: 'screen-pop', body: { ...somePop, callId, numberToken, clientMatches } }, now());
  const { body } = await page.message('screen-pop');
  expect(body).toMatchObject({ callId, ani: { text: '13800138000', isWhole: true }, match: { client: { branch: expect.any(String), banks: expect.any(Array) } } });
  expect((await client.read('/api/seat')).seat.pop).toEqual(body);
  expect(await client.read('/api/seat/previous-calls')).toEqual({ callId, calls: [] });
  await test.query(`insert into client_case (id, case_no, box, call_id, recording_id, client_id, language, duration_ms, filed_at) values (gen_random_uuid(), '20418899', 'complaint', '${callId}', 'rec-case', '${clientMatches[0] ?? ''}', 'zh-CN', 1000, now())`);
  expect(await client.read('/api/seat/service-file')).toEqual({ callId, office: { kind: 'unavailable', reason: 'down' }, cases: [{ caseNo: '20418899', box: 'complaint', state: 'open', filedAt: expect.any(Number) }] });
  expect(await test.query(`select subject_id from access_audit where action = 'service-file-read'`)).toEqual([{ subject_id: clientMatches[0] }]);
  expect(await test.query(`select action, agent_id, subject_id from access_audit where action = 'number-shown' limit 1`)).toEqual([{ action: 'number-shown', agent_id: agent.agentId, subject_id: callId }]);
});

it('an empty history is an empty page, in either scope', async () => {
  const client = createDeskClient(server.url);
  await client.signIn('1007', demoPassword);
  for (const scope of ['mine', 'all']) expect(await client.read(`/api/calls?scope=${scope}`)).toEqual({ calls: [], next: null });
  expect((await client.get('/api/recordings/none-r1/audio')).status).toBe(404);
});

it('cut connections to the database cost an answer or two, not the server', async () => {
  const client = createDeskClient(server.url);
  await client.signIn('1005', demoPassword);
  const name = new URL(test.url).pathname.slice(1);
  await test.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()`, [name]);
  await expect.poll(async () => (await client.get('/api/seat')).status, { timeout: 10_000 }).toBe(200);
  expect(logs.join('')).not.toContain('13800138000');
});
