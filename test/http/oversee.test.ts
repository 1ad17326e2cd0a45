import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pick } from '../../src/core/match/pick.ts';
import { entry, NOW, seat } from '../core/match/made.ts';
import { bodyOf } from '../support/desk/client.ts';
import { type DeskClient, type ServedDesk, serveSignedIn } from '../support/desk/signed-in.ts';

let desk: ServedDesk;
let client: DeskClient;
beforeEach(async () => {
  ({ desk, client } = await serveSignedIn());
});
afterEach(() => desk.close());

const reservation = { reservationId: 'r-100', callId: 'c-100', entryId: 'e-100' };
const ask = async (method: 'get' | 'post', path: string, body?: unknown) => {
  const answer = await (method === 'get' ? client.get(path) : client.post(path, body));
  return { status: answer.status, ...(await bodyOf(answer)) };
};
const force = (seatId: string, to: string) => ask('post', `/api/seats/${seatId}/state`, { to });
const explain = (seatId: string) => ask('get', `/api/seats/${seatId}/explain`);

describe('after-call work', () => {
  it('is extended once by its agent; the second wish is refused with a code of its own', async () => {
    await client.post('/api/seat', { action: 'sign-in' });
    await client.post('/api/seat', { action: 'ready' });
    expect(await ask('post', '/api/seat', { action: 'acw-extend' })).toMatchObject({ status: 409, code: 'SEAT_NOT_IN_ACW' });
    await desk.moveSeat('s-1001', { kind: 'reserved', reservation, expiresAt: desk.now() + 30_000 });
    await desk.moveSeat('s-1001', { kind: 'answered', reservationId: 'r-100' });
    await desk.moveSeat('s-1001', { kind: 'talk-ended', reservationId: 'r-100', acwMs: 30_000 });
    const { acwEndsAt } = (await client.read('/api/seat')).seat.state;
    expect(await ask('post', '/api/seat', { action: 'acw-extend' })).toMatchObject({ status: 200, seat: { state: { phase: 'acw', acwEndsAt: acwEndsAt + 60_000, isExtended: true } } });
    expect(await ask('post', '/api/seat', { action: 'acw-extend' })).toMatchObject({ status: 409, code: 'SEAT_ACW_EXTENDED' });
  });
});

describe('a supervisor', () => {
  it('sets a seat ready, not ready, signed out; each word is audited', async () => {
    desk.data.supervisors.add('a-1001');
    await desk.moveSeat('s-1002', { kind: 'signed-in' });
    expect(await force('s-1002', 'ready')).toMatchObject({ status: 200, seatId: 's-1002', state: { phase: 'ready' }, lacks: [] });
    expect(await force('s-1002', 'not-ready')).toMatchObject({ state: { phase: 'not-ready', reason: 'supervisor' }, lacks: ['not-ready'] });
    expect(await force('s-1002', 'signed-out')).toMatchObject({ state: { phase: 'signed-out' }, lacks: ['signed-out'] });
    expect(await force('s-1002', 'ready')).toMatchObject({ status: 409, code: 'SEAT_SIGNED_OUT' });
    expect(desk.data.audit.filter(({ action }) => action === 'seat-forced').map(({ agentId, subjectId }) => [agentId, subjectId])).toEqual(Array(4).fill(['a-1001', 's-1002']));
  });

  it('moves a seat that talks only after its call', async () => {
    desk.data.supervisors.add('a-1001');
    await desk.moveSeat('s-1002', { kind: 'signed-in' });
    await desk.moveSeat('s-1002', { kind: 'ready-asked' });
    await desk.moveSeat('s-1002', { kind: 'reserved', reservation, expiresAt: desk.now() + 30_000 });
    await desk.moveSeat('s-1002', { kind: 'answered', reservationId: 'r-100' });
    expect(await force('s-1002', 'signed-out')).toMatchObject({ state: { phase: 'talking', pending: { phase: 'signed-out' } }, lacks: ['on-a-call'] });
    await desk.moveSeat('s-1002', { kind: 'talk-ended', reservationId: 'r-100', acwMs: 0 });
    expect(await explain('s-1002')).toMatchObject({ state: { phase: 'signed-out' } });
  });

  it('is who has that role: another agent sees her own seat only, and her try is in the audit', async () => {
    expect(await explain('s-1001')).toMatchObject({ status: 200, lacks: ['signed-out'], queues: ['service'] });
    expect(await explain('s-1002')).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    expect(await force('s-1001', 'ready')).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    expect(desk.data.audit.filter(({ action }) => action === 'seat-force-refused')).toMatchObject([{ agentId: 'a-1001', subjectId: 's-1001' }]);
    desk.data.supervisors.add('a-1001');
    expect(await explain('s-nobody')).toMatchObject({ status: 409, code: 'SEAT_UNKNOWN' });
    expect(await force('s-nobody', 'ready')).toMatchObject({ status: 409, code: 'SEAT_UNKNOWN' });
  });
});

describe('why a seat does not get a caller [M-03]', () => {
  const floor = (phase: string) => ({
    entries: [entry('1', { callId: 'c-1', enteredAt: 1 }), entry('2', { callId: 'c-2', enteredAt: 2 }), entry('3', { callId: 'c-3', queue: 'opera', enteredAt: 3 })],
    seats: [{ seat: seat('s-1001', { licensedUntil: 4e12 }), phase }, { seat: seat('s-1002', { skills: [{ queue: 'general', level: 9 }], licensedUntil: 4e12 }), phase: 'ready' }],
  });

  it('is told by the function that decides: what it answers is what is routed (field note 27)', async () => {
    const { entries, seats } = (desk.routing.floorNow = floor('ready'));
    const { routing } = await explain('s-1001');
    const routed = pick({ entries, seats: seats.map((one) => one.seat), ...NOW });
    expect(routing.offers).toBe(routed.find(({ seatId }) => seatId === 's-1001')?.callId);
    const other = routed.find(({ seatId }) => seatId === 's-1002')?.callId;
    expect(routing.waiting.map((one: { callId: string; why: string | null; instead?: string }) => [one.callId, one.why, one.instead]))
      .toEqual(['c-1', 'c-2'].map((callId) => (callId === other ? [callId, 'other-seat', 's-1002'] : [callId, null, undefined])));
    expect([routing.more, routing.otherQueues]).toEqual([0, 1]);
  });

  it('a seat that is not ready is told for which callers it would do; one that is signed out is looked at by nobody', async () => {
    desk.routing.floorNow = floor('not-ready');
    expect((await explain('s-1001')).routing).toMatchObject({ offers: null, waiting: [{ callId: 'c-1', why: 'seat-not-ready' }, { callId: 'c-2', why: 'seat-not-ready' }] });
    desk.routing.floorNow = { entries: [], seats: [] };
    expect((await explain('s-1001')).routing).toBeNull();
  });
});
