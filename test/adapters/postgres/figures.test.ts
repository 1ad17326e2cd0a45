import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFigureFacts } from '../../../src/adapters/postgres/figure-facts.ts';
import { createFigureReads } from '../../../src/adapters/postgres/figure-reads.ts';
import { createFigureTables } from '../../../src/adapters/postgres/figure-tables.ts';
import { openDatabase, type Database } from '../../../src/adapters/postgres/pool.ts';
import { createThresholdStore } from '../../../src/adapters/postgres/threshold-store.ts';
import { checkDay } from '../../../src/app/figures/check.ts';
import { dayOf, periodOf } from '../../../src/app/figures/days.ts';
import { createFigureKeeper } from '../../../src/app/figures/keeper.ts';
import { queueLog, queueLogText } from '../../../src/app/figures/queue-log.ts';
import { createOwnDay } from '../../../src/app/figures/own-day.ts';
import { createFigureReport } from '../../../src/app/figures/report.ts';
import { rollUp } from '../../../src/app/figures/roll.ts';
import { checkText } from '../../../src/cli/figures.ts';
import type { CallFact } from '../../../src/core/call/facts.ts';
import { newCallId } from '../../support/call-state.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { addBranchAndQueues, addSeat, type TestSeat } from '../../support/firm.ts';
import { abandoned, arrived, connected, ended, lifted, offered, queued, talkEnded } from '../../core/metrics/facts.ts';

let test: TestDatabase;
let database: Database;
let seat: TestSeat;
let other: TestSeat;

const wholeInterval = (hoursAgo: number): number => Math.floor((Date.now() - hoursAgo * 3_600_000) / 900_000) * 900_000;
const isOfOneDay = (at: number): boolean => dayOf(at - 3_600_000) === dayOf(at + 3_600_000);
/** Some hours ago: all of it is over, and of one day. */
const hour = [2, 5].map(wholeInterval).find(isOfOneDay) ?? expect.fail();
const period = periodOf(dayOf(hour)) ?? expect.fail();
const deps = () => ({ facts: createFigureFacts(database), tables: createFigureTables(database), clock: { now: () => Date.now() } });

beforeAll(async () => {
  test = await createTestDatabase();
  database = openDatabase({ databaseUrl: test.url, part: 'test' });
  await addBranchAndQueues(test);
  seat = await addSeat(test, '1001');
  other = await addSeat(test, '1002');
  await seatMoves(seat, [[-300, 'not-ready', 'signed-in'], [-200, 'ready'], [10, 'talking', callA], [70, 'acw', callA], [80, 'ready'], [1_800, 'signed-out']]);
});
afterAll(async () => {
  await database.close();
  await test.drop();
});

const [callA, callB, callC] = [newCallId(), newCallId(), newCallId()];

async function write(callId: string, ...facts: readonly (readonly [number, CallFact])[]): Promise<void> {
  for (const [seq, [seconds, { kind, ...body }]] of facts.entries())
    await test.query(`insert into fact (at, call_id, subject, seq, kind, body) values ($1, $2, 'call', $3, $4, $5)`, [new Date(hour + seconds * 1_000), callId, seq, kind, JSON.stringify(body)]);
}
async function seatMoves({ seatId }: TestSeat, moves: readonly (readonly [number, string, string?])[]): Promise<void> {
  for (const [index, [seconds, phase, word]] of moves.entries()) {
    const callId = phase === 'talking' || phase === 'acw' ? word ?? null : null;
    const body = { phase, reason: phase === 'not-ready' ? word : null, callId };
    await test.query(`insert into fact (at, call_id, subject, seq, kind, body) values ($1, $2, $3, $4, 'seat-state', $5)`, [new Date(hour + seconds * 1_000), callId, seatId, index + 1, JSON.stringify(body)]);
  }
}
const sealed = (id: string, callId: string) =>
  test.query(`insert into recording (id, call_id, seat_id, state, started_at, path, sha256, frames, sealed_at) values ($1, $2, $3, 'sealed', now(), 'p', $4, 8000, now())`, [id, callId, seat.seatId, 'a'.repeat(64)]);
const report = () => createFigureReport(createFigureReads(database));

describe('a day from its facts', () => {
  it('calls become rows and intervals; figures by firm, queue and agent [C-20]', async () => {
    await write(callA, [0, arrived], [1, queued()], [2, offered(seat.seatId)], [8, lifted(seat.seatId)], [10, connected(seat.seatId, 'a-r1')], [70, talkEnded(seat.seatId)], [70, ended]);
    await write(callB, [100, arrived], [110, queued()], [160, abandoned()], [160, ended]);
    await write(callC, [200, arrived], [230, { kind: 'looked-up', operation: 'quote', result: 'found', reason: null }], [240, ended]);
    await sealed('a-r1', callA);
    await test.query(`insert into rating (call_id, score, seat_id, agent_id, queue, rated_at) values ($1, 5, $2, $3, 'general', $4)`, [callA, seat.seatId, seat.agentId, new Date(hour + 75_000)]);
    expect(await rollUp(deps(), { since: hour - 3_600_000 })).toBe(3);
    expect(await rollUp(deps())).toBe(0);

    const [firm] = await report().figures({ ...period, by: 'firm', isByInterval: false });
    expect(firm?.figures).toMatchObject({ callVolume: 3, shareServed: 2 / 3, satisfaction: 1, offered: 2, answered: 1, abandoned: 1, serviceLevel: 0.5, asa: 9_000, longestWait: 50_000, aht: 70_000, occupancy: 70 / 2_000 });
    const [queue] = await report().figures({ ...period, by: 'queue', isByInterval: true });
    expect(queue).toMatchObject({ key: 'general', at: hour, figures: { offered: 2, presented: 1, serviceLevel: 0.5 } });
    const [agent] = await report().figures({ ...period, by: 'agent', isByInterval: false });
    expect(agent).toMatchObject({ key: seat.agentId, figures: { aht: 70_000, occupancy: 70 / 2_000 } });
  });

  it("an agent's own day is hers alone", async () => {
    const ownDay = createOwnDay(createFigureReads(database), () => hour);
    expect(await ownDay(seat.agentId)).toEqual({
      day: dayOf(hour), signedInMs: 2_100_000, talks: 1, talkMs: 60_000, holdMs: 0, acwMs: 10_000, consults: 0, consultMs: 0, aht: 70_000, occupancy: 70 / 2_000, satisfaction: 1, ratings: 1,
      states: [{ phase: 'ready', reason: null, ms: 1_930_000 }, { phase: 'not-ready', reason: 'signed-in', ms: 100_000 }, { phase: 'talking', reason: null, ms: 60_000 }, { phase: 'acw', reason: null, ms: 10_000 }],
    });
    expect(await ownDay(other.agentId)).toMatchObject({ signedInMs: 0, talks: 0, states: [], satisfaction: null });
    expect(await ownDay(seat.agentId, '2020-01-01')).toMatchObject({ signedInMs: 0, talks: 0, states: [] });
  });

  it('every percentage opens the calls behind it (field note 60)', async () => {
    const behind = (figure: Parameters<ReturnType<typeof report>['calls']>[0]['figure'], key: string | null = null) => report().calls({ ...period, figure, key, limit: 10 });
    expect(await behind('serviceLevel', 'general')).toEqual([callA]);
    expect(await behind('abandonShare', 'general')).toEqual([callB]);
    expect(await behind('offered')).toEqual([callB, callA]);
    expect(await behind('shareServed')).toEqual([callC, callA]);
    expect(await behind('satisfaction')).toEqual([callA]);
    expect(await behind('aht', seat.agentId)).toEqual([callA]);
    expect(await behind('aht', other.agentId)).toEqual([]);
  });

  it('made anew from the facts it is the same, and it adds up', async () => {
    const found = await checkDay(deps(), period);
    expect(found).toMatchObject({ calls: 3, seats: 1, breaks: [], recordings: { required: 1, present: 1, missing: 0, due: 0 } });
    expect(checkText('2026-11-25', found)).toContain('offered 2 = answered 1 + abandoned 1 + flowed out 0');
    expect(checkText('2026-11-25', found)).toContain('The figures add up.');
  });

  it('calls abandoned while the app was away come with the facts that are written afterwards (field note 59)', async () => {
    const callId = newCallId();
    await write(callId, [500, arrived], [510, queued()], [530, abandoned()], [530, ended]);
    await rollUp(deps());
    expect(await report().calls({ ...period, figure: 'abandoned', key: 'general', limit: 10 })).toEqual([callId, callB]);
  });

  it("the day's queue_log has calls and seats in one order", async () => {
    const log = await queueLog(createFigureFacts(database), period);
    expect(log.map(({ at }) => at)).toEqual(log.map(({ at }) => at).toSorted((a, b) => a - b));
    expect(log.map(queueLogText).filter((line) => line.includes(callA)).map((line) => line.split('|')[4])).toEqual(['ENTERQUEUE', 'CONNECT', 'COMPLETECALLER']);
    expect(log.some(({ event, data }) => event === 'PAUSE' && data[0] === 'signed-in')).toBe(true);
  });
});

describe('facts that do not add up', () => {
  it('each is listed with the very call or seat, and the command says so', async () => {
    const [never, twice, unrecorded, changed] = [newCallId(), newCallId(), newCallId(), newCallId()];
    await write(never, [600, arrived], [610, queued()]);
    await write(twice, [600, arrived], [610, abandoned()], [610, ended]);
    await write(unrecorded, [600, arrived], [601, queued()], [602, lifted(seat.seatId)], [603, connected(seat.seatId, 'gone-r1')], [610, talkEnded(seat.seatId)], [610, ended]);
    await write(changed, [600, arrived], [601, queued()], [640, abandoned()], [640, ended]);
    await seatMoves(other, [[0, 'ready'], [60, 'talking', callA]]);
    await test.query(`insert into fact (at, subject, seq, kind, body) values ($1, $2, 5, 'seat-state', '{"phase":"signed-out","reason":null,"callId":null}')`, [new Date(hour + 90_000), other.seatId]);
    await rollUp(deps());
    await test.query(`update figure_visit set class = 'answered-late' where call_id = $1`, [changed]);

    const found = await checkDay(deps(), period);
    const of = (identity: string) => found.breaks.filter((one) => one.identity === identity);
    expect(of('calls-add-up').map(({ callId, what }) => [callId, what]).sort()).toEqual([[never, 'has no end, and is not alive'], [twice, 'abandoned, and was not waiting']].sort());
    expect(of('recordings-add-up')).toMatchObject([{ callId: unrecorded, what: 'recording gone-r1 is required and was never expected' }]);
    expect(of('seat-time-adds-up')).toMatchObject([{ seatId: other.seatId, what: '2 moves are missing before number 5' }]);
    expect(of('rows-equal-facts')).toMatchObject([{ callId: changed }]);
    const text = checkText('2026-11-25', found);
    for (const callId of [never, twice, unrecorded, changed]) expect(text).toContain(`call ${callId}`);
    expect(text).toContain('The figures do NOT add up: 5 breaks.');
  });

  it('a rebuild mends what is kept, and never a fact', async () => {
    await checkDay(deps(), period, { isRepair: true });
    const found = await checkDay(deps(), period);
    expect(found.breaks.map(({ identity }) => identity).filter((identity) => identity === 'rows-equal-facts')).toEqual([]);
    expect(found.breaks).toHaveLength(4);
  });
});

it('thresholds hold from a moment to come on, and cannot be changed afterwards', async () => {
  const thresholds = createThresholdStore(database);
  const next = { queue: 'general', effectiveFrom: Date.now() + 3_600_000, answerWithinMs: 10_000, shortAbandonMs: 0 };
  expect(await thresholds.add({ ...next, effectiveFrom: Date.now() - 1_000 })).toBe('not-to-come');
  expect(await thresholds.add(next)).toBe('added');
  expect(await thresholds.add({ ...next, answerWithinMs: 1 })).toBe('not-to-come');
  expect(await thresholds.add({ ...next, queue: 'nowhere' })).toBe('no-queue');
  await expect(test.query(`update queue_threshold set answer_within_ms = 1`)).rejects.toMatchObject({ code: 'HL006' });
});

it('every day that was not checked is looked at, the oldest first: also those on which no worker ran', async () => {
  const dayBefore = (days: number): string => dayOf(Date.now() - days * 86_400_000);
  await test.query(`insert into call_log (call_id, direction, started_at, ended_at, dnis, outcome) values ($1, 'inbound', $2, $2, '95500', 'self-service')`, [newCallId(), new Date(Date.now() - 6 * 86_400_000)]);
  await createFigureTables(database).noteCheck({ day: dayBefore(4), at: Date.now(), calls: 0, breaks: [] });
  const told: unknown[] = [];
  const log = { debug: () => {}, info: (ids: object) => void told.push(ids), warn: (ids: object) => void told.push(ids), error: (ids: object) => void told.push(ids) };
  const keeper = createFigureKeeper({ ...deps(), log });
  for (let round = 0; round < 3; round += 1) await keeper.round();
  const rows = await test.query<{ day: string }>(`select day::text as day from figure_check order by day`);
  // Two hours after midnight a day is settled: until then yesterday is not due.
  const last = dayOf(Date.now() - 2 * 3_600_000 - 86_400_000);
  expect(rows.map(({ day }) => day)).toEqual([6, 5, 4, 3, 2, 1].map(dayBefore).filter((day) => day <= last));
  expect(JSON.stringify(told)).not.toContain('"err"');
});

describe('a consult', () => {
  it('is a figure of its own, by who was asked in and by queue, and is in no talk (field note 58)', async () => {
    const callId = newCallId();
    const talksBefore = (await report().figures({ ...period, by: 'agent', isByInterval: false })).find(({ key }) => key === other.agentId)?.sums.talks ?? 0;
    const consult = { consultId: 'g1', seatId: other.seatId };
    await write(callId, [300, arrived], [301, queued()], [302, lifted(seat.seatId)], [303, connected(seat.seatId, 'd-r1')], [310, { kind: 'held', seatId: seat.seatId }],
      [315, { kind: 'consult-answered', ...consult, recordingId: 'd-r2' }], [335, { kind: 'consult-ended', ...consult, end: 'taken-back', talkMs: 20_000 }],
      [335, { kind: 'retrieved', seatId: seat.seatId, heldMs: 25_000 }], [343, talkEnded(seat.seatId)], [343, ended]);
    await Promise.all(['d-r1', 'd-r2'].map((id) => sealed(id, callId)));
    await rollUp(deps());
    const of = async (by: 'firm' | 'queue' | 'agent', key: string) => (await report().figures({ ...period, by, isByInterval: false })).find((row) => row.key === key)?.figures;
    for (const figures of [await of('firm', 'firm'), await of('queue', 'general'), await of('agent', other.agentId)]) expect(figures).toMatchObject({ consults: 1, consultTime: 20_000 });
    expect(await of('agent', seat.agentId)).toMatchObject({ consults: 0, consultTime: null });
    expect((await report().figures({ ...period, by: 'agent', isByInterval: false })).find(({ key }) => key === other.agentId)?.sums.talks).toBe(talksBefore);
    expect(await report().calls({ ...period, figure: 'consultTime', key: other.agentId, limit: 10 })).toEqual([callId]);
  });
});
