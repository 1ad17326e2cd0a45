/** Seats as rows that several servers move: sign-ins that race, clocks that differ, phones at two exchanges, what their time adds up to. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase, type Database } from '../../../src/adapters/postgres/pool.ts';
import { createSeatOversight } from '../../../src/adapters/postgres/seat-oversight.ts';
import { createSeatStore } from '../../../src/adapters/postgres/seat-store.ts';
import { changeSeat } from '../../../src/app/seats.ts';
import { at0, newCallId } from '../../support/call-state.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { addBranchAndQueues, addSeat } from '../../support/firm.ts';

let test: TestDatabase;
let database: Database;
let rival: Database;
beforeAll(async () => {
  test = await createTestDatabase();
  [database, rival] = [openDatabase({ databaseUrl: test.url, part: 'test' }), openDatabase({ databaseUrl: test.url, part: 'rival' })];
  await addBranchAndQueues(test);
});
afterAll(async () => {
  await Promise.all([database.close(), rival.close()]);
  await test.drop();
});

const silent = { send: () => undefined, on: () => undefined };
/** A server with a clock of its own. */
const server = (on: Database, now: () => number) => ({ seats: createSeatStore(on), wakeups: silent, clock: { now, businessNow: now } });
const phaseOf = async (seatId: string) => (await createSeatStore(database).find(seatId))?.state.phase;

it('an agent who signs in at two seats at once, by two servers, has one of them; the other says why', async () => {
  const one = await addSeat(test, '1101');
  const two = await addSeat(test, '1102');
  await test.query('update seat set agent_id = $1 where id = $2', [one.agentId, two.seatId]);
  for (let round = 0; round < 10; round += 1) {
    const outcomes = await Promise.all([
      changeSeat(server(database, () => at0), one.seatId, { kind: 'signed-in' }),
      changeSeat(server(rival, () => at0), two.seatId, { kind: 'signed-in' }),
    ]);
    expect(outcomes.map((outcome) => (outcome.kind === 'refused' ? outcome.code : outcome.kind)).toSorted()).toEqual(['OTHER_SEAT_SIGNED_IN', 'changed']);
    expect([await phaseOf(one.seatId), await phaseOf(two.seatId)].toSorted()).toEqual(['not-ready', 'signed-out']);
    for (const { seatId } of [one, two]) await changeSeat(server(database, () => at0), seatId, { kind: 'signed-out-asked' });
  }
});

it('moves of servers whose clocks differ stay in order, and a seat’s states add up to its signed-in time to the second (field note 34)', async () => {
  const { seatId } = await addSeat(test, '1103');
  let now = at0;
  // The second server's clock is four seconds behind.
  const servers = [server(database, () => now), server(rival, () => now - 4_000)];
  const reservation = { reservationId: 'r1', callId: newCallId(), entryId: 'e1' };
  const moves = [
    { kind: 'signed-in' }, { kind: 'ready-asked' }, { kind: 'reserved', reservation, expiresAt: at0 + 600_000 }, { kind: 'ring-started', reservationId: 'r1', ringEndsAt: at0 + 600_000 },
    { kind: 'answered', reservationId: 'r1' }, { kind: 'signed-out-asked' }, { kind: 'not-ready-asked', reason: 'break' }, { kind: 'signed-out-asked' }, { kind: 'not-ready-asked', reason: 'lunch' }, { kind: 'talk-ended', reservationId: 'r1', acwMs: 3_000 }, { kind: 'acw-done-asked' },
    { kind: 'ready-asked' }, { kind: 'signed-out-asked' },
  ] as const;
  for (const [n, move] of moves.entries()) {
    now += 1_500;
    expect(await changeSeat(servers[n % 2] ?? servers[0]!, seatId, move)).toEqual({ kind: 'changed' });
  }
  const facts = await test.query<{ seq: number; phase: string; at: Date }>(`select seq, body ->> 'phase' as phase, at from fact where subject = $1 and kind = 'seat-state' order by seq`, [seatId]);
  expect(facts.map(({ phase }) => phase)).toEqual(['not-ready', 'ready', 'reserved', 'ringing', 'talking', 'talking', 'talking', 'talking', 'talking', 'acw', 'not-ready', 'ready', 'signed-out']);
  expect(facts.map(({ seq }) => seq)).toEqual(facts.map((_, index) => (facts[0]?.seq ?? 0) + index));
  const times = facts.map(({ at }) => at.getTime());
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  const spans = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  expect(spans.every((ms) => ms >= 0)).toBe(true);
  const signedInMs = moves.length * 1_500 - 1_500;
  // What is off is the difference of the two clocks at both ends, never a sum of it over the moves between.
  expect(Math.abs(spans.reduce((sum, ms) => sum + ms, 0) - signedInMs)).toBeLessThanOrEqual(4_000);
});

it('a phone that moved to another exchange is not lost when its old registration ends', async () => {
  const { seatId, extension } = await addSeat(test, '1104');
  const [here, there] = [createSeatStore(database, { exchange: 'pbx1' }), createSeatStore(rival, { exchange: 'pbx2' })];
  const seen = async () => (await createSeatOversight(database).find(seatId)) ?? expect.fail('no seat');
  expect(await here.noteDevice(extension, true)).toBe(true);
  expect(await seen()).toMatchObject({ exchange: 'pbx1', isDeviceOnline: true });
  expect(await there.noteDevice(extension, true)).toBe(true);
  expect(await here.noteDevice(extension, false)).toBe(false);
  expect(await seen()).toMatchObject({ exchange: 'pbx2', isDeviceOnline: true });
  expect(await there.noteDevice(extension, false)).toBe(true);
  expect(await seen()).toMatchObject({ exchange: 'pbx2', isDeviceOnline: false });
});

it('a supervisor’s word is in the fact, with who said it; the role is asked for, not believed', async () => {
  const { seatId, agentId } = await addSeat(test, '1105');
  const oversight = createSeatOversight(database);
  expect(await oversight.isSupervisor(agentId)).toBe(false);
  await test.query(`update agent set roles = '{agent,supervisor}' where id = $1`, [agentId]);
  expect(await oversight.isSupervisor(agentId)).toBe(true);
  await changeSeat(server(database, () => at0), seatId, { kind: 'signed-in' });
  await changeSeat(server(database, () => at0 + 1), seatId, { kind: 'not-ready-asked', reason: 'supervisor' }, agentId);
  expect(await test.query(`select body from fact where subject = $1 and body ->> 'reason' = 'supervisor'`, [seatId])).toEqual([
    { body: { phase: 'not-ready', reason: 'supervisor', callId: null, forcedBy: agentId } },
  ]);
  expect(await oversight.find('s-nobody')).toBeNull();
});

it('talks under way: connected ones with agent and queue, longest first; what rings or waits is none', async () => {
  const { seatId } = await addSeat(test, '1106');
  const talk = (activity: object) => test.query(`insert into call (call_id, node, epoch, version, state, pending) values ($1, 'n1', 1, 1, $2, '[]')`, [newCallId(), JSON.stringify({ activity: { phase: 'conversation', step: 'connected', queue: 'general', offer: { seatId }, ...activity } })]);
  await talk({ connectedAt: at0 + 1 });
  await talk({ connectedAt: at0, monitor: { extension: '1104', mode: 'listen' } });
  await talk({ step: 'announcing', connectedAt: null });
  await talk({ phase: 'waiting', connectedAt: null });
  const shown = (await createSeatOversight(database).talks()).filter(({ extension }) => extension === '1106');
  expect(shown).toMatchObject([{ since: at0, queue: 'general', monitoredBy: '1104', mode: 'listen' }, { since: at0 + 1, monitoredBy: null, mode: null }]);
});
