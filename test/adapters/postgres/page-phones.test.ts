/** Which page has a seat's phone, and what agents file: on the real store. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { createDispositionStore } from '../../../src/adapters/postgres/disposition-store.ts';
import { createMatchStore } from '../../../src/adapters/postgres/match-store.ts';
import { createPagePhoneStore } from '../../../src/adapters/postgres/page-phone-store.ts';
import { type Database, openDatabase } from '../../../src/adapters/postgres/pool.ts';
import { createSeatReads, createStreamReads } from '../../../src/adapters/postgres/seat-reads.ts';
import { createSeatStore } from '../../../src/adapters/postgres/seat-store.ts';
import { loadDemo } from '../../../src/adapters/postgres/demo/load.ts';
import { changeSeat } from '../../../src/app/seats.ts';
import { at0, newCallId } from '../../support/call-state.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

const SEAT = 's-1001';
let test: TestDatabase;
let database: Database;
beforeAll(async () => {
  test = await createTestDatabase();
  await loadDemo(test.url, { tokenKey: '11'.repeat(32), demoPassword: 'correct-horse-1' });
});
afterAll(() => test.drop());
beforeEach(() => {
  database = openDatabase({ databaseUrl: test.url, part: 'test' });
});
afterEach(() => database.close());

const seats = () => createSeatStore(database);
const move = (event: Parameters<typeof changeSeat>[2]) => changeSeat({ seats: seats(), wakeups: { send: () => undefined, on: () => undefined }, clock: { now: () => at0, businessNow: () => at0 } }, SEAT, event);
const view = async () => {
  const [row] = await test.query<{ agent_id: string }>(`select agent_id from seat where id = '${SEAT}'`);
  const [seat] = await createSeatReads(database).ofAgent(row?.agent_id ?? '');
  return seat;
};

it('a page takes the phone of a seat that is signed in; the other pages hear it; the badge shows the phone that rings', async () => {
  const phones = createPagePhoneStore(database);
  expect(await phones.take({ seatId: SEAT, pageId: 'page-0001', at: at0 })).toBeNull();
  await move({ kind: 'signed-in' });
  await seats().noteDevice('1001', true);
  expect(await phones.take({ seatId: SEAT, pageId: 'page-0001', at: at0 })).toEqual({ isNewPage: true, callId: null });
  expect(await view()).toMatchObject({ pageId: 'page-0001', isDeviceOnline: null });
  await seats().noteDevice('web-1001', true);
  expect(await phones.take({ seatId: SEAT, pageId: 'page-0001', at: at0 })).toEqual({ isNewPage: false, callId: null });
  expect(await view()).toMatchObject({ isDeviceOnline: true });
  expect(await phones.take({ seatId: SEAT, pageId: 'page-0002', at: at0 })).toEqual({ isNewPage: true, callId: null });
  expect(await view()).toMatchObject({ pageId: 'page-0002', isDeviceOnline: null });
  const rows = await createStreamReads(database).read(`seat:${SEAT}`, 0, 50);
  expect(rows.filter((row) => row.kind === 'seat-phone').map((row) => (row.body as { pageId: string }).pageId)).toEqual(['page-0001', 'page-0001', 'page-0002']);
  expect(rows.map((row) => row.n)).toEqual(rows.map((_, index) => index + 1));
});

it('an offer names the phone that rings', async () => {
  await move({ kind: 'ready-asked' });
  const callId = newCallId();
  await test.query(`insert into call (call_id, node, epoch, version, state, pending) values ('${callId}', 's1', 1, 1, '{}', '[]')`);
  await test.query(`insert into queue_entry (entry_id, call_id, queue, entered_at) values ('e-1', '${callId}', 'general', now())`);
  const version = (await seats().find(SEAT))?.version ?? 0;
  expect(await createMatchStore(database).offer({ entryId: 'e-1', callId, seatId: SEAT, seatVersion: version, reservationId: 'r-1', expiresAt: at0 + 1, at: at0 })).toMatchObject({ callId });
  const [row] = await test.query<{ event: object }>(`select event from inbox where call_id = '${callId}'`);
  expect(row?.event).toMatchObject({ extension: '1001', endpoint: 'web-1001', isPage: true });
  expect(await createPagePhoneStore(database).take({ seatId: SEAT, pageId: 'page-0002', at: at0 })).toEqual({ isNewPage: false, callId });
  await move({ kind: 'released', reservationId: 'r-1' });
});

it('the phone goes back to the desk when the seat is signed out, and not before', async () => {
  const phones = createPagePhoneStore(database);
  expect(await phones.release({ seatId: SEAT, at: at0 })).toBe(false);
  expect(await phones.held()).toEqual([{ seatId: SEAT, extension: '1001', isSignedOut: false }]);
  await phones.toDesk({ seatId: SEAT, at: at0 });
  expect(await phones.held()).toEqual([]);
  await phones.take({ seatId: SEAT, pageId: 'page-0003', at: at0 });
  await move({ kind: 'signed-out-asked' });
  expect(await phones.held()).toEqual([{ seatId: SEAT, extension: '1001', isSignedOut: true }]);
  expect(await phones.release({ seatId: SEAT, at: at0 })).toBe(true);
  expect(await phones.release({ seatId: SEAT, at: at0 })).toBe(false);
  expect(await phones.held()).toEqual([]);
  const last = await createStreamReads(database).latest(`seat:${SEAT}`, 'seat-phone');
  expect(last?.body).toEqual({ kind: 'desk' });
  expect(await view()).toMatchObject({ pageId: null, isDeviceOnline: true });
});

it('a disposition is filed once for each agent, corrected after; its fact has the code and not the words', async () => {
  const store = createDispositionStore(database);
  const callId = newCallId();
  const agentId = (await view())?.agentId ?? '';
  await store.file({ callId, agentId, code: 'resolved', note: '客户本人的话', at: at0 });
  await store.file({ callId, agentId, code: 'follow-up', note: '改一改', at: at0 + 1_000 });
  expect(await test.query(`select code, note, version from disposition where call_id = '${callId}'`)).toEqual([{ code: 'follow-up', note: '改一改', version: 2 }]);
  expect(await test.query(`select seq, body from fact where call_id = '${callId}' order by seq`)).toEqual([{ seq: 1, body: { code: 'resolved' } }, { seq: 2, body: { code: 'follow-up' } }]);
  expect(await store.took(callId, agentId)).toBe(false);
  expect(await store.took('c-7', agentId)).toBe(false);
});
