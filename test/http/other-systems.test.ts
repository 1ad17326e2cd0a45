/** What other systems get: figures by REST, events by REST and socket, both by token. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { EVENT_PROTOCOL } from '../../src/contract/events.ts';
import { bodyOf, createDeskClient } from '../support/desk/client.ts';
import { serveDesk } from '../support/desk/serve.ts';

let desk: Awaited<ReturnType<typeof serveDesk>>;
let client: ReturnType<typeof createDeskClient>;
const sockets: WebSocket[] = [];
beforeEach(async () => {
  desk = await serveDesk({ realtime: { pollMs: 20 } });
  client = createDeskClient(desk.url);
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  await desk.close();
});

const tokenFor = async (...scopes: ('figures' | 'events')[]) => (await desk.other.tokens.make({ name: 'crm', scopes, by: 'ops', validMs: 60_000 })).token;
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const codeOf = async (answer: Response) => [answer.status, (await bodyOf(answer)).code];

interface Heard { kind?: string; sequence?: string; oldest?: number }

function listen(token: string, { after, protocols = [], origin }: { after?: number; protocols?: string[]; origin?: string } = {}) {
  const heard: Heard[] = [];
  const end: { status?: number; code?: number } = {};
  const socket = new WebSocket(`${desk.url.replace('http', 'ws')}/api/events/socket${after === undefined ? '' : `?after=${after}`}`, protocols, {
    ...(protocols.length === 0 ? { headers: bearer(token) } : {}), ...(origin === undefined ? {} : { origin }),
  });
  sockets.push(socket);
  socket.on('message', (data: Buffer) => void heard.push(JSON.parse(data.toString()) as Heard));
  socket.on('unexpected-response', (_request, response) => {
    end.status = response.statusCode ?? 0;
    socket.terminate();
  });
  socket.on('close', (code) => {
    end.code = code;
  });
  socket.on('error', () => undefined);
  return { heard, end, socket, numbers: () => heard.flatMap(({ sequence }) => (sequence === undefined ? [] : [Number(sequence)])) };
}

/** Of a machine under load. */
const withinMs = { timeout: 20_000 };

describe('figures', () => {
  const query = '/api/figures?from=0&to=86400000&by=queue&every=15min';

  it('come to a token of that scope, and to compliance by session; to nobody else', async () => {
    expect(await codeOf(await client.get(query))).toEqual([401, 'SIGN_IN_REQUIRED']);
    expect(await codeOf(await client.get(query, bearer('hotline_x_y')))).toEqual([401, 'TOKEN_REQUIRED']);
    expect(await codeOf(await client.get(query, bearer(await tokenFor('events'))))).toEqual([403, 'FORBIDDEN']);
    expect((await client.get(query, bearer(await tokenFor('figures')))).status).toBe(200);
    await client.signIn();
    expect(await codeOf(await client.get(query))).toEqual([403, 'FORBIDDEN']);
    await client.signIn('zhao.min');
    expect((await client.read(query)).rows).toMatchObject([{ key: 'general', at: null, figures: { offered: 4, answered: 3, serviceLevel: 0.75, asa: 0, aht: null } }]);
    expect(desk.other.asked.at(-1)).toMatchObject({ by: 'queue', isByInterval: true });
  });

  it('a percentage opens its calls (field note 60); the definitions are there in both languages', async () => {
    const headers = bearer(await tokenFor('figures'));
    expect(await bodyOf(await client.get('/api/figures/calls?from=0&to=9&figure=serviceLevel&key=general&limit=2', headers))).toEqual({ callIds: ['c-0', 'c-1'], isWhole: false });
    expect(desk.other.asked.at(-1)).toMatchObject({ of: { rows: 'visit', classes: ['answered-in-time'] }, key: 'general', limit: 3 });
    expect((await bodyOf(await client.get('/api/figures/definitions', headers))).figures).toContainEqual(expect.objectContaining({ name: 'shareServed', zh: '接通率' }));
    expect(await codeOf(await client.get('/api/figures?from=9&to=1', headers))).toEqual([400, 'BAD_REQUEST']);
    expect(await codeOf(await client.get('/api/figures/calls?from=0&to=9&figure=luck', headers))).toEqual([400, 'BAD_REQUEST']);
  });
});

describe("an agent's own day", () => {
  it('is hers: states, talks, AHT, satisfaction; the store is asked for her alone, and the figures of others stay shut', async () => {
    await client.signIn();
    const own = await bodyOf(await client.get('/api/seat/figures'));
    expect(own).toEqual({
      day: '2026-11-25', signedInMs: 300_000, talks: 2, talkMs: 100_000, holdMs: 0, acwMs: 20_000, consults: 0, consultMs: 0, aht: 60_000, occupancy: 0.5, satisfaction: 0.5, ratings: 2,
      states: [{ phase: 'talking', reason: null, ms: 100_000 }, { phase: 'not-ready', reason: 'lunch', ms: 60_000 }],
    });
    const from = Date.parse('2026-11-25T00:00+08:00');
    expect(desk.other.asked).toEqual([{ agentId: 'a-1001', from, to: from + 86_400_000 }]);
    await client.get('/api/seat/figures?day=2026-11-20');
    expect(desk.other.asked.at(-1)).toMatchObject({ agentId: 'a-1001', from: Date.parse('2026-11-20T00:00+08:00') });
    for (const address of ['/api/figures?from=0&to=9&by=agent', '/api/figures/calls?from=0&to=9&figure=aht&key=a-1001', '/api/figures/definitions']) expect(await codeOf(await client.get(address))).toEqual([403, 'FORBIDDEN']);
  });

  it.each(['?agentId=a-1002', '?key=a-1002', '?day=today', '?day=2026-02-31'])('has no word for anybody else, and a day is a day: %s', async (query) => {
    await client.signIn();
    expect(await codeOf(await client.get(`/api/seat/figures${query}`))).toEqual([400, 'BAD_REQUEST']);
    expect(desk.other.asked).toEqual([]);
  });

  it("is a person's: a token of another system has none", async () => {
    expect(await codeOf(await client.get('/api/seat/figures', bearer(await tokenFor('figures', 'events'))))).toEqual([401, 'SIGN_IN_REQUIRED']);
  });
});

describe('the stream of events', () => {
  it('goes on behind the last number seen, without gaps or repeats, across a break (field note 59)', async () => {
    const token = await tokenFor('events');
    desk.other.happen(500);
    const first = listen(token, { after: 100 });
    await expect.poll(() => first.numbers().at(-1), withinMs).toBe(500);
    first.socket.terminate();
    desk.other.happen(50);
    const second = listen(token, { after: 500 });
    await expect.poll(() => second.numbers().at(-1), withinMs).toBe(550);
    desk.other.happen(3);
    desk.wakeups.send('stream', 'events');
    await expect.poll(() => second.numbers().at(-1), withinMs).toBe(553);
    expect([...first.numbers(), ...second.numbers()]).toEqual(Array.from({ length: 453 }, (_, index) => index + 101));
    expect(second.heard[0]).toMatchObject({ kind: 'welcome', head: 550, oldest: 1 });
  });

  it('without a number it begins with what happens next', async () => {
    desk.other.happen(5);
    const one = listen(await tokenFor('events'));
    await expect.poll(() => one.heard.length, withinMs).toBe(1);
    desk.other.happen(1);
    await expect.poll(() => one.numbers(), withinMs).toEqual([6]);
  });

  it('says so when what was missed is not kept any more, and goes on from the oldest', async () => {
    desk.other.happen(100, 20);
    const one = listen(await tokenFor('events'), { after: 10 });
    await expect.poll(() => one.numbers().at(-1), withinMs).toBe(100);
    expect(one.heard[1]).toEqual({ kind: 'gap', after: 10, oldest: 81 });
    expect(one.numbers()[0]).toBe(81);
  });

  it('a wrong token, one of another scope, a page of another site with nothing but a cookie: no socket', async () => {
    const wrong = [listen('hotline_x_y'), listen(await tokenFor('figures')), listen('', { protocols: [EVENT_PROTOCOL], origin: 'https://evil.example' })];
    await expect.poll(() => wrong.map(({ end }) => end.status), withinMs).toEqual([401, 403, 401]);
  });

  it('a page of another system gives its token as a subprotocol', async () => {
    const token = await tokenFor('events');
    const one = listen(token, { protocols: [EVENT_PROTOCOL, `bearer.${token}`], origin: 'https://crm.example' });
    await expect.poll(() => one.heard.length, withinMs).toBe(1);
    expect(one.socket.protocol).toBe(EVENT_PROTOCOL);
  });

  it('a token that is revoked loses its open socket', async () => {
    await desk.close();
    desk = await serveDesk({ realtime: { pollMs: 20, tickMs: 1_000 } });
    const one = listen(await tokenFor('events'));
    await expect.poll(() => one.heard.length, withinMs).toBe(1);
    for (const token of desk.other.kept) token.isRevoked = true;
    await expect.poll(() => one.end.code, withinMs).toBe(4401);
  });

  it('rows can be read by REST too', async () => {
    desk.other.happen(5);
    expect(await bodyOf(await client.get('/api/events?after=3', bearer(await tokenFor('events'))))).toMatchObject({ head: 5, oldest: 1, events: [{ sequence: '4', specversion: '1.0' }, { sequence: '5' }] });
  });
});
