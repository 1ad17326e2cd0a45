import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bodyOf } from '../support/desk/client.ts';
import { type DeskClient, type ServedDesk, serveSignedIn } from '../support/desk/signed-in.ts';

let desk: ServedDesk;
let client: DeskClient;
beforeEach(async () => {
  ({ desk, client } = await serveSignedIn());
});
afterEach(() => desk.close());

const reservation = { reservationId: 'r-100', callId: 'c-100', entryId: 'e-100' };
const change = async (body: unknown) => {
  const answer = await client.post('/api/seat', body);
  return { status: answer.status, ...(await bodyOf(answer)) };
};

async function talk() {
  await change({ action: 'sign-in' });
  await change({ action: 'ready' });
  await desk.moveSeat('s-1001', { kind: 'reserved', reservation, expiresAt: desk.now() + 30_000 });
  await desk.pop('s-1001');
  await desk.moveSeat('s-1001', { kind: 'ring-started', reservationId: 'r-100', ringEndsAt: desk.now() + 20_000 });
  await desk.moveSeat('s-1001', { kind: 'answered', reservationId: 'r-100' });
}

describe('seat', () => {
  it('signs in on its extension, gets ready, not ready with a reason, and signs out', async () => {
    expect(await change({ action: 'sign-in', extension: '1001' })).toMatchObject({ status: 200, seat: { state: { phase: 'not-ready', reason: 'signed-in' } }, extensions: ['1001'] });
    expect(await change({ action: 'ready' })).toMatchObject({ seat: { state: { phase: 'ready' }, extension: '1001', stream: 'seat:s-1001', streamN: 2 } });
    expect(await change({ action: 'not-ready', reason: 'lunch' })).toMatchObject({ seat: { state: { phase: 'not-ready', reason: 'lunch' } } });
    expect(await change({ action: 'sign-out' })).toMatchObject({ seat: { state: { phase: 'signed-out' } } });
  });

  it('a change the seat refuses is 409 with the stable code of its machine (misfortune 11)', async () => {
    expect(await change({ action: 'ready' })).toMatchObject({ status: 409, code: 'SEAT_SIGNED_OUT' });
    await change({ action: 'sign-in' });
    expect(await change({ action: 'acw-done' })).toMatchObject({ status: 409, code: 'SEAT_NOT_IN_ACW' });
  });

  it('refuses the extension of another agent, reasons only the system gives, and unknown wishes', async () => {
    expect(await change({ action: 'sign-in', extension: '1002' })).toMatchObject({ status: 403, code: 'SEAT_NOT_YOURS' });
    expect(await change({ action: 'not-ready', reason: 'rona' })).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
    expect(await change({ action: 'dance' })).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
  });

  it('an agent of two seats works at one at a time', async () => {
    const second = desk.data.seats.find((seat) => seat.extension === '1002');
    if (second !== undefined) second.agentId = 'a-1001';
    expect(await change({ action: 'sign-in', extension: '1002' })).toMatchObject({ status: 200, seat: { extension: '1002' }, extensions: ['1001', '1002'] });
    expect(await change({ action: 'sign-in', extension: '1001' })).toMatchObject({ status: 409, code: 'OTHER_SEAT_SIGNED_IN' });
  });

  it('an agent without a seat is told who can help', async () => {
    desk.data.seats.length = 0;
    const answer = await client.get('/api/seat');
    expect([answer.status, (await bodyOf(answer)).code]).toEqual([404, 'NO_SEAT']);
  });

  it('a state asked for while talking waits until ACW has ended', async () => {
    await talk();
    expect(await change({ action: 'not-ready', reason: 'break' })).toMatchObject({ seat: { state: { phase: 'talking', pending: { phase: 'not-ready', reason: 'break' } } } });
    await desk.moveSeat('s-1001', { kind: 'talk-ended', reservationId: 'r-100', acwMs: 30_000 });
    expect(await client.read('/api/seat')).toMatchObject({ seat: { state: { phase: 'acw', callId: 'c-100' } } });
    expect(await change({ action: 'acw-done' })).toMatchObject({ seat: { state: { phase: 'not-ready', reason: 'break' } } });
  });
});

describe('screen pop of a reloaded page', () => {
  it('is there with the client, the whole number for the one who holds the call, and the audit says so', async () => {
    await talk();
    const { seat } = await client.read('/api/seat');
    expect(seat.pop).toMatchObject({
      callId: 'c-100', queue: 'service', dnis: '95500', waitedMs: 23_400,
      ani: { text: '13800138000', isWhole: true },
      match: { kind: 'one', client: { name: '张伟', tier: 'diamond', branch: '上海浦东营业部', owner: '李伟' } },
      answers: { code: '600519', 'quote.last': { mantissa: 168888, decimals: 2 } },
    });
    expect(JSON.stringify(seat)).not.toContain('t-zhang');
    expect(desk.data.audit.filter((entry) => entry.action === 'number-shown')).toMatchObject([{ agentId: 'a-1001', subjectId: 'c-100' }]);
  });

  it('is gone when the seat works for no call any more', async () => {
    await talk();
    await desk.moveSeat('s-1001', { kind: 'talk-ended', reservationId: 'r-100', acwMs: 0 });
    expect((await client.read('/api/seat')).seat.pop).toBeNull();
  });

  it('a withheld number stays withheld; nobody and many match as they are', async () => {
    await talk();
    await desk.pop('s-1001', { numberToken: null, clientMatches: [] });
    expect((await client.read('/api/seat')).seat.pop).toMatchObject({ ani: null, match: { kind: 'none' } });
    await desk.pop('s-1001', { clientMatches: ['k-wang', 'k-wangxm'] });
    expect((await client.read('/api/seat')).seat.pop.match).toMatchObject({ kind: 'many', total: 2, clients: [{ name: '王秀英' }, { name: '王小明' }] });
  });

  it('earlier calls of this client come beside it, for the holder only [F-09]', async () => {
    for (let n = 1; n <= 5; n += 1) desk.addCall({ callId: `c-${n}`, startedAt: n, clientIds: ['k-zhang'] });
    desk.addCall({ callId: 'c-other', clientIds: ['k-sun'] });
    expect(await client.read('/api/seat/previous-calls')).toEqual({ callId: null, calls: [] });
    await talk();
    const { callId, calls } = await client.read('/api/seat/previous-calls');
    expect([callId, calls.map((call: { callId: string }) => call.callId)]).toEqual(['c-100', ['c-5', 'c-4', 'c-3']]);
    expect(calls[0].number).toEqual({ text: '138****8000', isWhole: false });
  });
});
