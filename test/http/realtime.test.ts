import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDeskClient } from '../support/desk/client.ts';
import { serveDesk } from '../support/desk/serve.ts';
import { type DeskClient, type ServedDesk, serveSignedIn } from '../support/desk/signed-in.ts';

const stream = 'seat:s-1001';
const reservation = { reservationId: 'r-100', callId: 'c-100', entryId: 'e-100' };
let desk: ServedDesk;
let client: DeskClient;
beforeEach(async () => {
  ({ desk, client } = await serveSignedIn({ realtime: { pollMs: 50, tickMs: 200 } }));
});
afterEach(() => desk.close());

const numbersOf = (page: { rows: () => Record<string, unknown>[] }) => page.rows().map((row) => row['n']);

describe('realtime', () => {
  it('sends the rows missed, then the live ones, in order and once each', async () => {
    await client.post('/api/seat', { action: 'sign-in' });
    await client.post('/api/seat', { action: 'ready' });
    const page = client.open([{ stream, from: 1 }]);
    await page.until(() => page.rows().length === 1);
    await desk.moveSeat('s-1001', { kind: 'reserved', reservation, expiresAt: desk.now() + 30_000 });
    await desk.pop('s-1001');
    await page.message('screen-pop');
    expect(numbersOf(page)).toEqual([2, 3, 4]);
    expect(page.rows()[1]).toMatchObject({ stream, kind: 'seat-state', body: { state: { phase: 'reserved', callId: 'c-100' } } });
  });

  it('a pop comes with names and the whole number for the seat that holds the call', async () => {
    const page = client.open([{ stream, from: 0 }]);
    await page.message('welcome');
    await client.post('/api/seat', { action: 'sign-in' });
    await client.post('/api/seat', { action: 'ready' });
    await desk.moveSeat('s-1001', { kind: 'reserved', reservation, expiresAt: desk.now() + 30_000 });
    await desk.pop('s-1001');
    expect((await page.message('screen-pop'))['body']).toMatchObject({ ani: { text: '13800138000', isWhole: true }, match: { kind: 'one', client: { name: '张伟' } } });
  });

  it('a pop read after its call keeps the number masked', async () => {
    await desk.pop('s-1001');
    const page = client.open([{ stream, from: 0 }]);
    expect((await page.message('screen-pop'))['body']).toMatchObject({ ani: { text: '138****8000', isWhole: false } });
    expect(desk.data.audit.some((entry) => entry.action === 'number-shown')).toBe(false);
  });

  it('without any wake-up the poll finds the row', async () => {
    desk.wakeups.isDown = true;
    const page = client.open([{ stream, from: 0 }]);
    await page.message('welcome');
    await client.post('/api/seat', { action: 'sign-in' });
    expect(await page.message('seat-state')).toMatchObject({ n: 1 });
  });

  it('a store that was away for a while costs nothing but time', async () => {
    const page = client.open([{ stream, from: 0 }]);
    await page.message('welcome');
    await client.post('/api/seat', { action: 'sign-in' });
    await page.message('seat-state');
    desk.data.isAway = true;
    desk.append(stream, { kind: 'seat-state', at: desk.now(), body: {} });
    desk.wakeups.send('stream', stream);
    await page.message('tick');
    desk.data.isAway = false;
    expect(await page.message('seat-state', 1)).toMatchObject({ n: 2 });
    expect(numbersOf(page)).toEqual([1, 2]);
  });

  it('kinds of a newer server are passed on without their contents, so that numbers stay whole', async () => {
    desk.append(stream, { kind: 'from-the-future', at: 1, body: { number: '13800138000' } });
    const page = client.open([{ stream, from: 0 }]);
    expect(await page.message('from-the-future')).toEqual({ stream, n: 1, at: 1, kind: 'from-the-future', body: null });
  });

  it('a page that missed too much, or knows numbers that never were, reads the state instead', async () => {
    for (let n = 0; n < 501; n += 1) desk.append(stream, { kind: 'seat-state', at: n, body: {} });
    const late = client.open([{ stream, from: 0 }]);
    expect(await late.message('reset')).toEqual({ kind: 'reset', stream, n: 501 });
    const odd = client.open([{ stream, from: 9_000 }]);
    expect(await odd.message('reset')).toMatchObject({ n: 501 });
    desk.append(stream, { kind: 'seat-state', at: 502, body: {} });
    expect(await odd.message('seat-state')).toMatchObject({ n: 502 });
    expect(numbersOf(late)).not.toContain(1);
  });

  it('a long backlog arrives whole, batch by batch', async () => {
    for (let n = 0; n < 180; n += 1) desk.append(stream, { kind: 'seat-state', at: n, body: {} });
    const page = client.open([{ stream, from: 0 }]);
    await page.until(() => page.rows().length === 180);
    expect(numbersOf(page)).toEqual(Array.from({ length: 180 }, (_, index) => index + 1));
  });

  it('a page of another version is told to reload (misfortune 18)', async () => {
    const page = client.open([{ stream, from: 0 }], { protocol: 0 });
    expect(await page.message('reload')).toEqual({ kind: 'reload', protocol: 3 });
    expect((await page.closing()).code).toBe(4409);
  });

  it("another agent's stream is refused", async () => {
    expect((await client.open([{ stream: 'seat:s-1002', from: 0 }]).closing()).code).toBe(4403);
  });

  it.each([['not JSON', '{'], ['not a hello', '{"kind":"hi"}'], ['too large', 'x'.repeat(5_000)]])('what is %s closes the socket', async (_what, text) => {
    const page = client.open([{ stream, from: 0 }]);
    await page.message('welcome');
    page.raw.send(text);
    expect([4400, 1009]).toContain((await page.closing()).code);
  });

  it('ticks carry the time of the server', async () => {
    const page = client.open([{ stream, from: 0 }]);
    expect((await page.message('tick'))['serverNow']).toEqual(expect.any(Number));
  });

  it('a session closed elsewhere closes its pages', async () => {
    const page = client.open([{ stream, from: 0 }]);
    await page.message('welcome');
    desk.data.sessions.clear();
    expect((await page.closing()).code).toBe(4401);
  });

  it('a page that does not read is let go before it fills the memory', async () => {
    await desk.close();
    desk = await serveDesk({ realtime: { pollMs: 20, limits: { bufferBytes: 64 * 1024, catchUpRows: 1_000_000 } } });
    client = createDeskClient(desk.url);
    await client.signIn();
    const page = client.open([{ stream, from: 0 }]);
    await page.message('welcome');
    page.raw.pause();
    const padded = { ivrPath: Array.from({ length: 200 }, () => 'x'.repeat(100)) };
    // Until the buffers of both kernels are full and ours is over its limit.
    await expect.poll(async () => {
      for (let n = 0; n < 100; n += 1) await desk.pop('s-1001', padded);
      return desk.logs.some((line) => line.includes('page too slow, let go') && line.includes('a-1001'));
    }, { timeout: 15_000, interval: 10 }).toBe(true);
    page.raw.resume();
    expect([4413, 1006]).toContain((await page.closing()).code);
  });

  it('the server goes down without waiting for pages', async () => {
    const page = client.open([{ stream, from: 0 }]);
    await page.message('welcome');
    await desk.close();
    await page.closing();
  });
});
