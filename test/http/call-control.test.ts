/** What an agent asks of the call her seat holds, the phone in her page, and what she files. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPhoneKeeper } from '../../src/app/desk/phone-keeper.ts';
import { bodyOf } from '../support/desk/client.ts';
import { type DeskClient, type ServedDesk, serveSignedIn } from '../support/desk/signed-in.ts';
import { keepLog } from '../support/log.ts';

let desk: ServedDesk;
let client: DeskClient;
beforeEach(async () => {
  ({ desk, client } = await serveSignedIn());
  await send('/api/seat', { action: 'sign-in' });
});
afterEach(() => desk.close());

const reservation = { reservationId: 'r-100', callId: 'c-100', entryId: 'e-100' };
async function send(path: string, body: unknown) {
  const answer = await client.post(path, body);
  return { status: answer.status, cache: answer.headers.get('cache-control'), ...(await bodyOf(answer)) };
}

async function talk() {
  await send('/api/seat', { action: 'ready' });
  await desk.moveSeat('s-1001', { kind: 'reserved', reservation, expiresAt: desk.now() + 30_000 });
  await desk.moveSeat('s-1001', { kind: 'answered', reservationId: 'r-100' });
}

describe('a wish for the call', () => {
  it('goes to the call that the seat holds', async () => {
    await talk();
    for (const action of ['hold', 'retrieve', 'mute', 'unmute', 'hang-up']) expect(await send('/api/seat/call', { callId: 'c-100', action })).toMatchObject({ status: 200 });
    expect(desk.asked.map(({ callId, ask }) => [callId, ask].join(' '))).toEqual(['c-100 hold', 'c-100 retrieve', 'c-100 mute', 'c-100 unmute', 'c-100 hang-up']);
  });

  it('keys for the other side go to the leg that the call names, and are in no request to the call and in no log', async () => {
    await talk();
    desk.control.answer = { kind: 'done', channelId: 's1.c.client.7' };
    const wish = { callId: 'c-100', action: 'keypad', keys: '480219#' };
    expect(await send('/api/seat/call', wish)).toMatchObject({ status: 200 });
    expect(desk.asked).toEqual([{ callId: 'c-100', ask: 'keypad' }]);
    expect(desk.pressed).toEqual(['s1.c.client.7 480219#']);
    desk.keysOutcome.now = { kind: 'not-possible', detail: 'http 409' };
    expect(await send('/api/seat/call', wish)).toMatchObject({ status: 503, code: 'TELEPHONY_UNAVAILABLE' });
    desk.control.answer = { kind: 'refused', code: 'CALL_IN_CHECK' };
    expect(await send('/api/seat/call', wish)).toMatchObject({ status: 409, code: 'CALL_IN_CHECK' });
    expect(desk.pressed).toHaveLength(2);
    expect(desk.logs.join('')).not.toContain('480219');
  });

  it.each(['', 'abc', '1'.repeat(17), '1,2', null])('keys %j are none: 400, and the call hears nothing', async (keys) => {
    await talk();
    expect(await send('/api/seat/call', { callId: 'c-100', action: 'keypad', keys })).toMatchObject({ status: 400 });
    expect(await send('/api/seat/call', { callId: 'c-100', action: 'hold', keys: '1' })).toMatchObject({ status: 400 });
    expect([desk.asked, desk.pressed]).toEqual([[], []]);
  });

  it('that the call refuses is 409 with its code; a call that no server has is 503 (misfortune 11)', async () => {
    await talk();
    desk.control.answer = { kind: 'refused', code: 'CALL_NOT_HELD' };
    expect(await send('/api/seat/call', { callId: 'c-100', action: 'retrieve' })).toMatchObject({ status: 409, code: 'CALL_NOT_HELD', message: expect.stringContaining('not held') });
    desk.control.answer = { kind: 'unreachable' };
    expect(await send('/api/seat/call', { callId: 'c-100', action: 'hold' })).toMatchObject({ status: 503, code: 'CALL_ELSEWHERE' });
  });

  it('for another call than the seat holds, or for one in ACW, asks nobody', async () => {
    await talk();
    expect(await send('/api/seat/call', { callId: 'c-99', action: 'hold' })).toMatchObject({ status: 409, code: 'CALL_OVER' });
    await desk.moveSeat('s-1001', { kind: 'talk-ended', reservationId: 'r-100', acwMs: 5_000 });
    expect(await send('/api/seat/call', { callId: 'c-100', action: 'hang-up' })).toMatchObject({ status: 409, code: 'CALL_OVER' });
    expect(desk.asked).toEqual([]);
  });

  it('in words nobody knows is refused at the door', async () => {
    await talk();
    expect(await send('/api/seat/call', { callId: 'c-100', action: 'explode' })).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
    expect(await send('/api/seat/call', { callId: '', action: 'hold' })).toMatchObject({ status: 400 });
  });

  it('is shown to the page as a row of its stream, and again when the page is loaded anew', async () => {
    await talk();
    const { seat } = await client.read('/api/seat');
    expect(seat.call).toBeNull();
    const page = client.open([{ stream: seat.stream, from: seat.streamN }]);
    await desk.showCall('s-1001', { callId: 'c-100', step: 'held' });
    const { body } = await page.message('call-state');
    expect(body).toMatchObject({ callId: 'c-100', step: 'held', isMuted: false, recording: 'on' });
    expect((await client.read('/api/seat')).seat.call).toEqual(body);
  });
});

describe('the phone in the page', () => {
  const ask = (pageId: string) => send('/api/seat/phone', { pageId });

  it('comes with a password of its own for each page, which no cache keeps', async () => {
    const first = await ask('page-0001');
    const second = await ask('page-0002');
    expect(first).toMatchObject({ status: 200, cache: 'no-store', username: 'web-1001', socketPath: '/api/phone' });
    expect(second.password).not.toBe(first.password);
    expect(first.password.length).toBeGreaterThanOrEqual(32);
    expect(desk.phones.pushed.get('web-1001')).toBe(second.password);
    expect((await client.read('/api/seat')).seat.phone).toEqual({ kind: 'browser', pageId: 'page-0002' });
  });

  it('taken by a second tab: the first one hears it', async () => {
    await ask('page-0001');
    const { seat } = await client.read('/api/seat');
    const page = client.open([{ stream: seat.stream, from: seat.streamN }]);
    await ask('page-0002');
    expect(await page.message('seat-phone')).toMatchObject({ body: { kind: 'browser', pageId: 'page-0002' } });
  });

  it('in mid-talk: the call hears of a new page, and not of the same page that asks again', async () => {
    await ask('page-0001');
    await talk();
    await ask('page-0001');
    expect(desk.told).toEqual([]);
    await ask('page-0002');
    expect(desk.told).toEqual([{ callId: 'c-100', kind: 'seat-page', endpoint: 'web-1001' }]);
  });

  it('a call that comes to the seat while a page asks for the phone hears of that page', async () => {
    await ask('page-0001');
    const { take } = desk.pagePhones;
    desk.pagePhones.take = async (wish) => {
      await talk();
      return take(wish);
    };
    await ask('page-0002');
    expect(desk.told).toEqual([{ callId: 'c-100', kind: 'seat-page', endpoint: 'web-1001' }]);
  });

  it('the pages are woken when it goes back to the desk, as by every other row of the stream', async () => {
    const keeper = createPhoneKeeper({ pagePhones: desk.pagePhones, phones: desk.phones.phones, wakeups: desk.wakeups, now: desk.now, log: keepLog() });
    const ended: (() => Promise<unknown>)[] = [() => send('/api/seat', { action: 'sign-in' }), keeper.look];
    for (const end of ended) {
      await ask('page-0001');
      if (end === keeper.look) await send('/api/seat', { action: 'sign-out' });
      const woken: string[] = [];
      desk.wakeups.on('stream', (stream) => woken.push(stream));
      await end();
      expect(woken).toEqual(['seat:s-1001']);
    }
  });

  it('is not given to a seat that is signed out, and is a clear no while Asterisk is away', async () => {
    desk.phones.asterisk.isAway = true;
    expect(await ask('page-0001')).toMatchObject({ status: 503, code: 'TELEPHONY_UNAVAILABLE' });
    await send('/api/seat', { action: 'sign-out' });
    expect(await ask('page-0001')).toMatchObject({ status: 409, code: 'SEAT_SIGNED_OUT' });
  });

  it('does not ring for who signs in with the phone on the desk, whatever page was left behind', async () => {
    await ask('page-0001');
    expect(await send('/api/seat', { action: 'sign-in' })).toMatchObject({ seat: { phone: { kind: 'desk' } } });
    await ask('page-0002');
    await talk();
    expect(await send('/api/seat', { action: 'sign-in' })).toMatchObject({ seat: { phone: { kind: 'browser' } } });
  });

  it('is taken away when the seat is signed out, and strays are cleared', async () => {
    await ask('page-0001');
    desk.phones.pushed.set('web-1008', 'left behind by a crash');
    const keeper = createPhoneKeeper({ pagePhones: desk.pagePhones, phones: desk.phones.phones, wakeups: desk.wakeups, now: desk.now, log: keepLog() });
    await keeper.look();
    expect([...desk.phones.pushed.keys()]).toEqual(['web-1001']);
    await send('/api/seat', { action: 'sign-out' });
    await keeper.look();
    expect([...desk.phones.pushed.keys()]).toEqual([]);
    expect((await client.read('/api/seat')).seat.phone).toEqual({ kind: 'desk' });
  });
});

describe('a disposition', () => {
  it('is filed while talking or in ACW, corrected later, and only by who had the call', async () => {
    await talk();
    expect(await send('/api/seat/disposition', { callId: 'c-100', code: 'resolved', note: '  客户询问佣金  ' })).toMatchObject({ status: 200 });
    await desk.moveSeat('s-1001', { kind: 'talk-ended', reservationId: 'r-100', acwMs: 5_000 });
    expect(await send('/api/seat/disposition', { callId: 'c-100', code: 'follow-up', note: '' })).toMatchObject({ status: 200 });
    expect(desk.data.dispositions).toMatchObject([{ callId: 'c-100', agentId: 'a-1001', code: 'follow-up', note: '' }]);
    expect(await send('/api/seat/disposition', { callId: 'c-7', code: 'resolved', note: '' })).toMatchObject({ status: 409, code: 'CALL_NOT_YOURS' });
    desk.addCall({ callId: 'c-7' });
    expect(await send('/api/seat/disposition', { callId: 'c-7', code: 'resolved', note: '' })).toMatchObject({ status: 200 });
  });
});
