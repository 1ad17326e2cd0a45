import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createCallStore } from '../../../src/adapters/postgres/call-store.ts';
import { createInboxStore } from '../../../src/adapters/postgres/inbox-store.ts';
import { createMatchStore } from '../../../src/adapters/postgres/match-store.ts';
import { createOwnershipStore } from '../../../src/adapters/postgres/ownership-store.ts';
import { openDatabase, type Database } from '../../../src/adapters/postgres/pool.ts';
import { createQueueStore } from '../../../src/adapters/postgres/queue-store.ts';
import { createRoutingReads } from '../../../src/adapters/postgres/routing-reads.ts';
import { createSeatStore } from '../../../src/adapters/postgres/seat-store.ts';
import type { Decision } from '../../../src/core/match/decision.ts';
import { byTurn } from '../../../src/core/match/order.ts';
import { uuidV7 } from '../../../src/app/ids.ts';
import type { Pop } from '../../../src/core/call/commands.ts';
import type { CallState } from '../../../src/core/call/state.ts';
import { at0, callState, newCallId, stepOf } from '../../support/call-state.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { addBranchAndQueues, addSeat, farAway, makeReady, type TestSeat } from '../../support/firm.ts';

let test: TestDatabase;
let database: Database;
let rival: Database;
let epoch: number;
let [one, two]: TestSeat[] = [];

beforeAll(async () => {
  test = await createTestDatabase();
  [database, rival] = [openDatabase({ databaseUrl: test.url, part: 'test' }), openDatabase({ databaseUrl: test.url, part: 'rival' })];
  await addBranchAndQueues(test);
  one = await addSeat(test, '1001');
  two = await addSeat(test, '1002');
  ({ epoch } = await createOwnershipStore(database).acquire('s1', 'me'));
});
afterAll(async () => {
  await Promise.all([database.close(), rival.close()]);
  await test.drop();
});
beforeEach(async () => {
  await test.query('delete from queue_entry');
  await test.query('delete from inbox');
});

const seatOf = (seat: TestSeat | undefined): TestSeat => seat ?? expect.fail('no seat');
const queue = () => createQueueStore(database);
const match = () => createMatchStore(database);

/** A live call that waits since `enteredAt`. */
async function waiting(enteredAt: number, { callId = newCallId(), ...more }: { priority?: number; callId?: string } = {}): Promise<{ callId: string; entryId: string }> {
  await createCallStore(database).save([stepOf(callId, { epoch })]);
  const entryId = `s1.${callId}.q.1`;
  await queue().enter({ entryId, callId, queue: 'general', enteredAt, priority: 0, excludeSeries: ['marketing'], ...more });
  return { callId, entryId };
}

const decisionFor = ({ entryId, callId }: { entryId: string; callId: string }, { seatId }: TestSeat): Decision => ({
  at: at0, businessAt: at0, seatId, seats: [[seatId, 5, at0, 'service', null, 0, 0]], more: 0, ahead: [],
  entry: { entryId, callId, queue: 'general', priority: 0, enteredAt: at0, excludeSeries: [], missedBy: [], needsLicence: false },
});
let reservations = 0;
async function offerTo(seat: TestSeat, entry: { callId: string; entryId: string }, version: number, at = at0, by: Database = database) {
  const reservationId = `r${(reservations += 1)}`;
  const row = await createMatchStore(by).offer({ ...entry, seatId: seat.seatId, seatVersion: version, decision: decisionFor(entry, seat), reservationId, expiresAt: at + 10_000, at });
  return { reservationId, isOurs: row !== null, row };
}
const entryRow = async (entryId: string) => (await test.query('select phase, entered_at, reservation_id, missed_by from queue_entry where entry_id = $1', [entryId]))[0];
const stream = (seatId: string) => test.query<{ n: number; kind: string; body: { phase: string } }>('select n::int, kind, body from seat_message where seat_id = $1 order by n', [seatId]);

it('reads waiting entries by turn and ready seats with skills, series and licence, at one moment', async () => {
  const seat = seatOf(one);
  const version = await makeReady(test, seat.seatId, at0);
  const [late, early, important] = [await waiting(at0 + 5), await waiting(at0), await waiting(at0 + 9, { priority: 3 })];
  const { entries: found, seats } = await match().read();
  const entries = [...found].sort(byTurn);
  expect(entries.map((entry) => entry.entryId)).toEqual([important.entryId, early.entryId, late.entryId]);
  expect(entries[1]).toEqual({ ...early, queue: 'general', priority: 0, enteredAt: at0, excludeSeries: ['marketing'], missedBy: [], needsLicence: true });
  expect(seats).toEqual([
    { seatId: seat.seatId, agentId: seat.agentId, extension: '1001', series: 'service', skills: [{ queue: 'general', level: 5 }], readySince: at0, version, licensedUntil: farAway.getTime() },
  ]);
  expect((await queue().place(late.entryId))?.place).toBe(3);
  expect((await queue().place(important.entryId))?.place).toBe(1);
  expect(await queue().settings('general')).toEqual({ ringMs: 15_000, acwMs: 5_000, maxWaitMs: 600_000 });
  expect(await queue().settings('nowhere')).toBeNull();
});

it('an offer reserves the seat, marks the entry, tells the owner of the call and the stream of the seat, all at once', async () => {
  const seat = seatOf(one);
  const version = await makeReady(test, seat.seatId, at0);
  const entry = await waiting(at0);
  const { reservationId, row } = await offerTo(seat, entry, version, at0 + 50);
  const reservation = { reservationId, callId: entry.callId, entryId: entry.entryId };
  expect(await createSeatStore(database).find(seat.seatId)).toMatchObject({ version: version + 1, state: { phase: 'reserved', reservation, expiresAt: at0 + 10_050, pending: null } });
  expect(await entryRow(entry.entryId)).toMatchObject({ phase: 'offered', reservation_id: reservationId });
  const inbox = createInboxStore(database);
  const mail = await inbox.read('s1', 10);
  // Whoever wrote it has it in hand, as its owner would read it.
  expect([row]).toEqual(mail);
  expect(mail).toEqual([{
    node: 's1', inboxId: expect.any(String), callId: entry.callId,
    event: { kind: 'seat-offered', at: at0 + 50, businessAt: at0 + 50, seatId: seat.seatId, extension: '1001', entryId: entry.entryId, reservationId, expiresAt: at0 + 10_050, ringMs: 15_000, acwMs: 5_000, endpoint: '1001', isPage: false },
  }]);
  expect(await queue().place(entry.entryId)).toBeNull();
  expect((await stream(seat.seatId)).at(-1)).toMatchObject({ kind: 'seat-state', body: { phase: 'reserved' } });
  const facts = await test.query('select kind, body, call_id from fact where subject = $1 order by seq desc limit 1', [seat.seatId]);
  expect(facts).toEqual([{ kind: 'seat-state', body: { phase: 'reserved', reason: null, callId: entry.callId }, call_id: entry.callId }]);
  await inbox.done(mail.map((row) => row.inboxId));
  expect(await inbox.read('s1', 10)).toEqual([]);
});

it('an offer changes nothing when the seat moved on, the entry is gone, or the call is over', async () => {
  const seat = seatOf(one);
  const version = await makeReady(test, seat.seatId, at0);
  const entry = await waiting(at0);
  const before = await stream(seat.seatId);
  expect((await offerTo(seat, entry, version - 1)).isOurs).toBe(false);
  expect((await offerTo(seat, { ...entry, entryId: 'nobody' }, version)).isOurs).toBe(false);
  const { callId } = entry;
  await test.query('delete from call where call_id = $1', [callId]);
  expect((await offerTo(seat, entry, version)).isOurs).toBe(false);
  expect(await stream(seat.seatId)).toEqual(before);
  expect(await createInboxStore(database).read('s1', 10)).toEqual([]);
  expect((await createSeatStore(database).find(seat.seatId))?.state.phase).toBe('ready');
});

it('of two matchers that offer one seat, or one entry, exactly one wins, 200 times (misfortune 10) (field note 20)', async () => {
  const [left, right] = [seatOf(one), seatOf(two)];
  for (let round = 0; round < 200; round += 1) {
    const [leftVersion, rightVersion] = [await makeReady(test, left.seatId, at0), await makeReady(test, right.seatId, at0)];
    const entries = [await waiting(at0), await waiting(at0)] as const;
    // Even rounds: one entry for two seats. Odd rounds: one seat for two entries. All the while the seat gets pops.
    const isEntryShared = round % 2 === 0;
    const results = await Promise.all([
      offerTo(left, entries[0], leftVersion, at0, database),
      isEntryShared ? offerTo(right, entries[0], rightVersion, at0, rival) : offerTo(left, entries[1], leftVersion, at0, rival),
      createSeatStore(database).message(left.seatId, { kind: 'screen-pop', body: { callId: 'x' } as Pop }, at0),
    ]);
    expect(results.filter((result) => result !== undefined && result.isOurs)).toHaveLength(1);
    const offered = await test.query(`select entry_id, reservation_id from queue_entry where phase = 'offered'`);
    const reserved = await test.query(`select state -> 'reservation' ->> 'entryId' as entry_id, state -> 'reservation' ->> 'reservationId' as reservation_id from seat where phase = 'reserved'`);
    expect(offered).toHaveLength(1);
    expect(reserved).toEqual(offered);
    expect(await test.query('select 1 from inbox')).toHaveLength(1);
    await test.query('delete from queue_entry');
    await test.query('delete from inbox');
    await test.query(`update seat set state = '{"phase": "signed-out"}', phase = 'signed-out'`);
  }
  for (const seat of [left, right]) {
    const numbers = (await stream(seat.seatId)).map((message) => message.n);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  }
}, 60_000);

it('giving an entry back keeps its original time and remembers who missed it; a foreign reservation changes nothing (field note 23)', async () => {
  const seat = seatOf(one);
  const early = await waiting(at0);
  const late = await waiting(at0 + 1);
  for (const missedBy of [[seat.seatId], [seat.seatId]]) {
    const { reservationId } = await offerTo(seat, early, await makeReady(test, seat.seatId, at0), at0 + 60_000);
    await queue().giveBack(early.entryId, 'another');
    expect(await entryRow(early.entryId)).toMatchObject({ phase: 'offered' });
    await queue().giveBack(early.entryId, reservationId);
    expect(await entryRow(early.entryId)).toEqual({ phase: 'waiting', entered_at: new Date(at0), reservation_id: null, missed_by: missedBy });
  }
  expect((await queue().place(early.entryId))?.place).toBe(1);
  expect((await queue().place(late.entryId))?.place).toBe(2);
});

it('a command that comes again after a restart changes nothing: enter, give back, leave', async () => {
  const entry = await waiting(at0);
  await queue().enter({ ...entry, queue: 'general', enteredAt: at0 + 99, priority: 9, excludeSeries: [] });
  expect(await entryRow(entry.entryId)).toMatchObject({ entered_at: new Date(at0) });
  await queue().leave(entry.entryId, 'abandoned');
  await queue().leave(entry.entryId, 'abandoned');
  await queue().giveBack(entry.entryId, 'r');
  expect(await entryRow(entry.entryId)).toBeUndefined();
});

it('the sweep releases reservations past their time: seat ready, entry at its old place, the unread offer gone', async () => {
  const seat = seatOf(one);
  const entry = await waiting(at0);
  await offerTo(seat, entry, await makeReady(test, seat.seatId, at0), at0);
  expect(await match().sweep(at0 + 9_999)).toEqual({ changed: 0, nextDueAt: at0 + 10_000 });
  expect(await match().sweep(at0 + 10_000)).toEqual({ changed: 2, nextDueAt: null });
  expect(await createSeatStore(database).find(seat.seatId)).toMatchObject({ state: { phase: 'ready', since: at0 + 10_000 } });
  expect(await entryRow(entry.entryId)).toMatchObject({ phase: 'waiting', entered_at: new Date(at0), missed_by: [] });
  expect(await createInboxStore(database).read('s1', 10)).toEqual([]);
  expect(await match().sweep(at0 + 10_001)).toEqual({ changed: 0, nextDueAt: null });
});

it('the sweep ends ACW by its time, into the state that was asked for meanwhile; a talk is left alone', async () => {
  const [left, right] = [seatOf(one), seatOf(two)];
  const seats = createSeatStore(database);
  const put = async (seatId: string, state: Parameters<typeof seats.save>[0]['state']) => {
    const row = await seats.find(seatId);
    await seats.save({ seatId, version: row?.version ?? -1, state, at: at0, fact: { kind: 'seat-state' } });
  };
  await put(left.seatId, { phase: 'acw', callId: newCallId(), acwEndsAt: at0 + 100, pending: { phase: 'not-ready', reason: 'lunch' } });
  await put(right.seatId, { phase: 'talking', reservation: { reservationId: 'r', callId: newCallId(), entryId: 'e' }, since: at0, pending: null });
  expect(await match().sweep(at0 + 100)).toEqual({ changed: 1, nextDueAt: null });
  expect(await seats.find(left.seatId)).toMatchObject({ state: { phase: 'not-ready', reason: 'lunch' } });
  expect(await seats.find(right.seatId)).toMatchObject({ state: { phase: 'talking' } });
});

it('the sweep frees a seat whose talk has no call any more, and no other', async () => {
  const [left, right] = [seatOf(one), seatOf(two)];
  const seats = createSeatStore(database);
  const live = await waiting(at0);
  const talk = async (seatId: string, callId: string): Promise<void> => {
    const row = await seats.find(seatId);
    const state = { phase: 'talking', reservation: { reservationId: 'r', callId, entryId: 'e' }, since: at0, pending: null } as const;
    await seats.save({ seatId, version: row?.version ?? -1, state, at: at0, fact: { kind: 'seat-state' } });
  };
  await talk(left.seatId, newCallId());
  await talk(right.seatId, live.callId);
  expect((await match().sweep(at0 + 59_999)).changed).toBe(0);
  expect((await match().sweep(at0 + 60_000)).changed).toBe(1);
  expect(await seats.find(left.seatId)).toMatchObject({ state: { phase: 'ready' } });
  expect(await seats.find(right.seatId)).toMatchObject({ state: { phase: 'talking' } });
});

it.each(['guest', 'monitor'] as const)('the sweep leaves a seat to the call that rings it as its %s, in a big row as in a small one; one that is only asked for goes by its time', async (role) => {
  const seat = seatOf(one);
  const seats = createSeatStore(database);
  const ringing = async (step: 'reserving' | 'ringing', padding: number): Promise<string | undefined> => {
    const callId = newCallId();
    const reservationId = `s1.${callId}.res.4`;
    const activity = { ...callState(callId).activity, offer: { reservationId: 'r' }, guest: role === 'guest' ? { step, who: { reservationId } } : null, monitor: role === 'monitor' ? { step, reservationId } : null };
    const state = callState(callId, { ivrPath: Array.from({ length: padding }, () => 'a node'), activity: activity as unknown as CallState['activity'] });
    await createCallStore(database).save([stepOf(callId, { epoch, state })]);
    const row = await seats.find(seat.seatId);
    await seats.save({ seatId: seat.seatId, version: row?.version ?? -1, state: { phase: 'ringing', reservation: { reservationId, callId, entryId: 'e' }, expiresAt: at0, pending: null }, at: at0, fact: { kind: 'seat-state' } });
    await match().sweep(at0 + 1);
    return (await seats.find(seat.seatId))?.state.phase;
  };
  expect([await ringing('ringing', 0), await ringing('ringing', 300), await ringing('reserving', 0)]).toEqual(['ringing', 'ringing', 'ready']);
});

it('the sweep takes out entries whose call is gone', async () => {
  const entry = await waiting(at0);
  await test.query('delete from call where call_id = $1', [entry.callId]);
  expect((await match().sweep(at0)).changed).toBe(1);
  expect(await entryRow(entry.entryId)).toBeUndefined();
});

it('a seat is saved by version only; its stream has no gap and says since when the phase holds', async () => {
  const seat = seatOf(two);
  const seats = createSeatStore(database);
  const { version } = (await seats.byExtension('1002')) ?? expect.fail('no seat');
  const save = (at: number, reason: 'break' | 'lunch', from: number) =>
    seats.save({ seatId: seat.seatId, version: from, state: { phase: 'not-ready', reason }, at, fact: { kind: 'seat-state', phase: 'not-ready', reason } });
  expect(await save(at0, 'break', version)).toBe(true);
  expect(await save(at0 + 1, 'lunch', version)).toBe(false);
  const since = async () => (await test.query('select phase_since from seat where id = $1', [seat.seatId]))[0]?.['phase_since'];
  expect(await save(at0 + 2, 'break', version + 1)).toBe(true);
  expect(await since()).toEqual(new Date(at0));
  expect(await save(at0 + 3, 'lunch', version + 2)).toBe(true);
  expect(await since()).toEqual(new Date(at0 + 3));
});

it('one matcher holds the lease until its time is over', async () => {
  const [mine, theirs] = [match(), createMatchStore(rival)];
  expect(await mine.holdLease('me', 60_000)).toBe(true);
  expect(await theirs.holdLease('you', 60_000)).toBe(false);
  expect(await mine.holdLease('me', 0)).toBe(true);
  expect(await theirs.holdLease('you', 60_000)).toBe(true);
});

it('keeps the decision of an offer in the same statement, and gives it back as it was (field note 36)', async () => {
  const seat = seatOf(one);
  const version = await makeReady(test, seat.seatId, at0);
  // Its id begins with its time, as every call's does.
  const entry = await waiting(at0, { callId: uuidV7(Date.now()) });
  await offerTo(seat, entry, version, Date.now());
  const routing = createRoutingReads({ reads: database.reads });
  expect(await routing.decisions(entry.callId)).toEqual([decisionFor(entry, seat)]);
  expect(await routing.agentsOf(entry.callId)).toEqual([]);
  expect(await routing.agentsOf(newCallId())).toBeNull();
  expect((await routing.floor()).seats.map(({ phase }) => phase)).toContain('reserved');
});

it('a caller for a queue that was taken away is told so, once, and is in no queue (field note 41)', async () => {
  const callId = newCallId();
  await createCallStore(database).save([stepOf(callId, { epoch })]);
  expect(await queue().enter({ entryId: `s1.${callId}.q.1`, callId, queue: 'taken-away', enteredAt: at0, priority: 0, excludeSeries: [] })).toBe(false);
  expect(await test.query('select 1 from queue_entry')).toEqual([]);
});

it('who talked with a caller last is asked first while she is there, and the pace of a queue is kept', async () => {
  const seat = seatOf(two);
  await makeReady(test, seat.seatId, at0);
  const { entryId } = await waiting(at0);
  await test.query('update queue_entry set prefer_agent = $1, prefer_until = $2 where entry_id = $3', [seat.agentId, new Date(at0 + 10_000), entryId]);
  const { entries } = await match().read();
  expect(entries.find((entry) => entry.entryId === entryId)?.prefer).toEqual({ agentId: seat.agentId, untilAt: at0 + 10_000, isThere: true });
  await match().keepPaces(new Map([['general', { gapMs: 9_000.4, samples: 12 }], ['nowhere', { gapMs: 1, samples: 1 }]]), at0);
  expect(await match().readPaces()).toEqual(new Map([['general', { gapMs: 9_000, samples: 12 }]]));
  expect((await queue().place(entryId))?.pace).toEqual({ gapMs: 9_000, samples: 12 });
});
