/** Handing a client on through the REST door: what is passed to the call, and each no with its code. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bodyOf, createDeskClient } from '../support/desk/client.ts';
import { type DeskClient, type ServedDesk, serveSignedIn } from '../support/desk/signed-in.ts';

let desk: ServedDesk;
let client: DeskClient;
beforeEach(async () => {
  ({ desk, client } = await serveSignedIn());
  for (const body of [{ action: 'sign-in' }, { action: 'ready' }]) await client.post('/api/seat', body);
  await desk.moveSeat('s-1001', { kind: 'reserved', reservation: { reservationId: 'r-100', callId: 'c-100', entryId: 'e-100' }, expiresAt: desk.now() + 30_000 });
  await desk.moveSeat('s-1001', { kind: 'answered', reservationId: 'r-100' });
  for (const kind of ['signed-in', 'ready-asked'] as const) await desk.moveSeat('s-1002', { kind });
  await desk.moveSeat('s-1009', { kind: 'signed-in' });
});
afterEach(() => desk.close());

async function wish(to: unknown, mode = 'consult', callId = 'c-100') {
  const answer = await client.post('/api/transfers', { callId, mode, to });
  return { status: answer.status, ...(await bodyOf(answer)) };
}

describe('a transfer', () => {
  it('to a ready seat, a queue, a node or an allowed number goes to the call of the seat', async () => {
    expect(await wish({ kind: 'seat', extension: '1002' })).toMatchObject({ status: 200 });
    expect(await wish({ kind: 'queue', queue: 'general' }, 'blind')).toMatchObject({ status: 200 });
    expect(await wish({ kind: 'outside', number: '02161234567' }, 'blind')).toMatchObject({ status: 200 });
    expect(await wish({ kind: 'node', node: 'main' }, 'blind')).toMatchObject({ status: 200 });
    expect(desk.transfers.map(({ mode, to }) => ({ mode, ...to }))).toEqual([
      { mode: 'consult', kind: 'seat', seatId: 's-1002', extension: '1002' }, { mode: 'blind', kind: 'queue', queue: 'general' },
      { mode: 'blind', kind: 'outside', name: 'branch-1' }, { mode: 'blind', kind: 'node', node: 'main' },
    ]);
  });

  it('to a number that is not allowed, a seat that is not ready, or nobody is refused with the reason, and the call hears nothing', async () => {
    expect(await wish({ kind: 'outside', number: '02199999999' })).toMatchObject({ status: 409, code: 'TRANSFER_NOT_ALLOWED', message: expect.stringContaining('not among') });
    expect(await wish({ kind: 'outside', name: 'branch-9' })).toMatchObject({ status: 409, code: 'TRANSFER_NOT_ALLOWED' });
    expect(await wish({ kind: 'outside' })).toMatchObject({ status: 409, code: 'TRANSFER_NOT_ALLOWED' });
    expect(await wish({ kind: 'seat', extension: '1009' })).toMatchObject({ status: 409, code: 'SEAT_NOT_READY' });
    expect(await wish({ kind: 'seat', extension: '1999' })).toMatchObject({ status: 409, code: 'SEAT_UNKNOWN' });
    expect(await wish({ kind: 'seat', extension: '1001' })).toMatchObject({ status: 409, code: 'TRANSFER_TO_SELF' });
    expect(await wish({ kind: 'queue', queue: 'nowhere' }, 'blind')).toMatchObject({ status: 409, code: 'TRANSFER_UNKNOWN' });
    await desk.moveSeat('s-1002', { kind: 'reserved', reservation: { reservationId: 'r-2', callId: 'c-2', entryId: 'e-2' }, expiresAt: desk.now() + 30_000 });
    expect(await wish({ kind: 'seat', extension: '1002' })).toMatchObject({ status: 409, code: 'SEAT_BUSY' });
    expect(desk.transfers).toEqual([]);
  });

  it('of another call, or of one that has ended, is refused', async () => {
    expect(await wish({ kind: 'seat', extension: '1002' }, 'blind', 'c-99')).toMatchObject({ status: 409, code: 'CALL_OVER' });
    await desk.moveSeat('s-1001', { kind: 'talk-ended', reservationId: 'r-100', acwMs: 5_000 });
    expect(await wish({ kind: 'seat', extension: '1002' })).toMatchObject({ status: 409, code: 'CALL_OVER', message: expect.stringMatching(/over|ended/) });
  });

  it('that is no wish at all is 400; who is not signed in asks nobody', async () => {
    for (const to of [{ kind: 'seat' }, { kind: 'seat', extension: 'x;DROP' }, { kind: 'outside', number: 'sip:a@b' }, { kind: 'moon' }, null]) expect(await wish(to)).toMatchObject({ status: 400 });
    const stranger = createDeskClient(desk.url);
    expect((await stranger.post('/api/transfers', { callId: 'c-100', mode: 'blind', to: { kind: 'seat', extension: '1002' } })).status).toBe(401);
    expect(desk.transfers).toEqual([]);
  });

  it('what there is to choose from: seats signed in but the own, queues, names outside and no numbers', async () => {
    const answer = await bodyOf(await client.get('/api/transfers/destinations'));
    expect(answer).toMatchObject({ seats: [{ extension: '1002', phase: 'ready' }, { extension: '1009', phase: 'not-ready' }], queues: ['general', 'callback'], outside: ['branch-1'] });
    expect(JSON.stringify(answer)).not.toContain('02161234567');
  });
});
