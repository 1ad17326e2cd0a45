import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApiTokenStore } from '../../../src/adapters/postgres/api-token-store.ts';
import { createEventStore } from '../../../src/adapters/postgres/event-store.ts';
import { openDatabase, type Database } from '../../../src/adapters/postgres/pool.ts';
import { cloudEvent } from '../../../src/app/api/cloud-event.ts';
import { createPublisher } from '../../../src/app/api/publish.ts';
import { createApiTokens } from '../../../src/app/api/tokens.ts';
import { cloudEventSchema } from '../../../src/contract/events.ts';
import type { CallFact } from '../../../src/core/call/facts.ts';
import { newCallId } from '../../support/call-state.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { keepLog } from '../../support/log.ts';
import { arrived, ended, queued } from '../../core/metrics/facts.ts';

let test: TestDatabase;
let database: Database;
const now = (): number => Date.now();

beforeAll(async () => {
  test = await createTestDatabase();
  database = openDatabase({ databaseUrl: test.url, part: 'test' });
});
afterAll(async () => {
  await database.close();
  await test.drop();
});

const publisher = (isWanted = async () => true) => createPublisher({ events: createEventStore(database), isWanted, wakeups: { send: () => undefined }, clock: { now }, log: keepLog() });
async function write(callId: string, ...facts: readonly CallFact[]): Promise<void> {
  for (const [seq, { kind, ...body }] of facts.entries())
    await test.query(`insert into fact (at, call_id, subject, seq, kind, body) values (now(), $1, 'call', $2, $3, $4) on conflict do nothing`, [callId, seq, kind, JSON.stringify(body)]);
}
const rows = () => createEventStore(database).read(0, 1_000);

it('facts become events, numbered without gaps, each once, though several workers look at once', async () => {
  const calls = Array.from({ length: 20 }, newCallId);
  await Promise.all(calls.map((callId) => write(callId, arrived, { kind: 'node-entered', node: 'main' }, queued(), ended)));
  await Promise.all(Array.from({ length: 4 }, () => publisher().round()));
  await publisher().round();
  const told = await rows();
  expect(told.map(({ n }) => n)).toEqual(told.map((_, index) => index + 1));
  expect(new Set(told.map(({ id }) => id)).size).toBe(60);
  expect(told).toHaveLength(60);
  for (const row of told) expect(cloudEventSchema.parse(cloudEvent(row))).toMatchObject({ specversion: '1.0', stream: 'firm', sequence: String(row.n) });
  expect((await createEventStore(database).ends())).toEqual({ head: 60, oldest: 1 });
});

it('nobody listens: nothing is written; whoever comes later hears of the last half hour too', async () => {
  let isWanted = false;
  let at = now();
  const later = createPublisher({ events: createEventStore(database), isWanted: async () => isWanted, wakeups: { send: () => undefined }, clock: { now: () => at }, log: keepLog() });
  await write(newCallId(), arrived);
  expect(await later.round()).toBe(0);
  isWanted = true;
  expect(await later.round()).toBe(0);
  at += 5_000;
  expect(await later.round()).toBe(1);
});

it('an event tells ids and tokens, never a number', async () => {
  expect((await rows()).filter(({ type }) => type === 'call.created')[0]?.data).toEqual({ callId: expect.any(String), direction: 'inbound', numberToken: 't1', dnis: '95500' });
});

it('a fact that was written late is told late, with the next number (field note 59)', async () => {
  const callId = newCallId();
  await test.query(`insert into fact (at, call_id, subject, seq, kind, body) values (now() - interval '10 minutes', $1, 'call', 0, 'abandoned', '{"queue":"general","waitedMs":4000}')`, [callId]);
  await publisher().round();
  expect((await rows()).at(-1)).toMatchObject({ n: 62, type: 'queue.abandoned', subject: callId });
});

it('what happened while no worker was there for hours is told when one comes; where nobody listened meanwhile, half an hour of it (field note 59)', async () => {
  const hourMs = 3_600_000;
  let at = now() - 5 * hourMs;
  let isWanted = true;
  const worker = () => createPublisher({ events: createEventStore(database), isWanted: async () => isWanted, wakeups: { send: () => undefined }, clock: { now: () => at }, log: keepLog() });
  const happened = (hoursAgo: number) => test.query(`insert into fact (at, call_id, subject, seq, kind, body) values (now() - make_interval(hours => $1), $2, 'call', 0, 'abandoned', '{"queue":"general","waitedMs":1}')`, [hoursAgo, newCallId()]);
  await worker().round();
  await happened(3);
  at = now();
  expect(await worker().round()).toBe(1);
  isWanted = false;
  await worker().round();
  await happened(2);
  isWanted = true;
  expect(await worker().round()).toBe(0);
});

it('a consult is told from its answer to its end, and who was asked in is named by her seat', async () => {
  const callId = newCallId();
  const { head } = await createEventStore(database).ends();
  const consult = { consultId: 'k-1', seatId: 's-1002' };
  await write(callId, { kind: 'consult-asked', consultId: 'k-1', mode: 'consult', to: 'seat', name: '1002' }, { kind: 'consult-answered', ...consult, recordingId: 'r-2' }, { kind: 'conference-started', consultId: 'k-1', seatId: 's-1001' }, { kind: 'consult-ended', ...consult, end: 'left', talkMs: 4_000 });
  await publisher().round();
  expect((await createEventStore(database).read(head, 10)).map(({ type, data }) => [type, data])).toEqual([
    ['call.consult_started', { callId, ...consult }], ['call.conference_started', { callId, consultId: 'k-1', seatId: 's-1001' }], ['call.consult_ended', { callId, ...consult, end: 'left', talkMs: 4_000 }],
  ]);
});

it('when nothing is kept any more, who asks for what was is told so', async () => {
  const events = createEventStore(database);
  const { head } = await events.ends();
  await events.trim(now() + 60_000);
  expect(await events.ends()).toEqual({ head, oldest: head + 1 });
});

it('tokens: the store has a hash, a revoked or over-age one is none, and both acts are audited', async () => {
  let at = now();
  const store = createApiTokenStore(database);
  const tokens = createApiTokens(store, () => at);
  const { tokenId, token } = await tokens.make({ name: 'crm', scopes: ['events'], by: 'ops', validMs: 1_000 });
  expect(await tokens.check(token)).toEqual({ tokenId, name: 'crm', scopes: ['events'] });
  expect(await tokens.check(`${token}x`)).toBeNull();
  expect(JSON.stringify(await test.query('select * from api_token'))).not.toContain(token.slice(-43));
  at += 1_001;
  expect(await tokens.check(token)).toBeNull();
  const second = await tokens.make({ name: 'bi', scopes: ['figures'], by: 'ops', validMs: 60_000 });
  expect(await store.revoke(second.tokenId, 'ops', at)).toBe(true);
  expect(await store.revoke(second.tokenId, 'ops', at)).toBe(false);
  expect(await tokens.check(second.token)).toBeNull();
  expect((await test.query<{ action: string }>(`select action from access_audit order by id`)).map(({ action }) => action)).toEqual(['api-token-made', 'api-token-made', 'api-token-revoked']);
});
