import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { createDeskClient } from '../support/desk/client.ts';
import { serveDesk } from '../support/desk/serve.ts';

/** Stands in for Asterisk's SIP websocket; what the real one says to it is tried in test/calls. */
async function openPbx() {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const sockets: WebSocket[] = [];
  const heard: string[] = [];
  server.on('connection', (socket) => {
    sockets.push(socket);
    socket.on('message', (data: Buffer) => heard.push(data.toString()));
  });
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/ws`,
    sockets,
    heard,
    close: () => {
      for (const socket of sockets) socket.terminate();
      server.close();
    },
  };
}

const request = (user: string, { method = 'REGISTER', toTag = '' } = {}): string =>
  `${method} sip:hotline.invalid SIP/2.0\r\nFrom: "" <sip:${user}@hotline.invalid>;tag=a\r\nTo: <sip:b@hotline.invalid>${toTag}\r\nCall-ID: c\r\n\r\n`;

const eventually = <T>(look: () => T) => expect.poll(look, { timeout: 5_000, interval: 20 });

describe('the SIP socket of a phone in a page', () => {
  let pbx: Awaited<ReturnType<typeof openPbx>>;
  let desk: Awaited<ReturnType<typeof serveDesk>>;
  let client: ReturnType<typeof createDeskClient>;
  beforeEach(async () => {
    pbx = await openPbx();
    desk = await serveDesk({ phone: { url: pbx.url, tickMs: 500, limits: { bufferBytes: 64 * 1024 } } });
    client = createDeskClient(desk.url);
    await client.signIn();
  });
  afterEach(async () => {
    await desk.close();
    pbx.close();
  });

  function open({ cookie = client.cookie(), origin = desk.url } = {}) {
    const socket = new WebSocket(`${desk.url.replace('http', 'ws')}/api/phone`, 'sip', { headers: { cookie }, origin });
    const seen = { heard: [] as string[], code: 0, status: 0 };
    socket.on('message', (data: Buffer) => seen.heard.push(data.toString()));
    socket.on('close', (code) => (seen.code = code));
    socket.on('error', () => undefined);
    socket.on('unexpected-response', (_request, response) => (seen.status = response.statusCode ?? 0));
    return { socket, seen };
  }
  async function talkAgain() {
    const before = pbx.sockets.length;
    const page = open();
    await eventually(() => pbx.sockets.length).toBe(before + 1);
    await eventually(() => page.socket.readyState).toBe(WebSocket.OPEN);
    return { page };
  }
  async function talk() {
    const page = open();
    await eventually(() => pbx.sockets.length).toBe(1);
    await eventually(() => page.socket.readyState).toBe(WebSocket.OPEN);
    return { page, side: pbx.sockets[0] as WebSocket };
  }

  it('passes what both say as it is, by the name "sip", and writes none of it down', async () => {
    const { page, side } = await talk();
    expect([page.socket.protocol, side.protocol]).toEqual(['sip', 'sip']);
    const register = request('web-1001').replace('Call-ID: c', 'Call-ID: secret-one');
    page.socket.send(register);
    page.socket.send('\r\n\r\n');
    await eventually(() => pbx.heard).toEqual([register, '\r\n\r\n']);
    side.send('SIP/2.0 401 secret-two');
    await eventually(() => page.seen.heard).toEqual(['SIP/2.0 401 secret-two']);
    page.socket.close();
    await eventually(() => desk.logs.some((line) => line.includes('phone of a page left'))).toBe(true);
    expect(desk.logs.join('')).not.toContain('secret-');
    expect(desk.logs.find((line) => line.includes('phone of a page left'))).toContain('"agentId":"a-1001"');
  });

  it('what is said before Asterisk has answered waits, and is not lost', async () => {
    const page = open();
    page.socket.on('open', () => page.socket.send(request('web-1001')));
    await eventually(() => pbx.heard).toEqual([request('web-1001')]);
  });

  it('speaks under the names of the agent\'s own seats: under another it could pass for the carrier, whose address is ours', async () => {
    for (const user of ['web-1002', 'carrier', '13800138000', '1001']) {
      const before = pbx.sockets.length;
      const page = open();
      await eventually(() => pbx.sockets.length).toBe(before + 1);
      page.socket.on('open', () => page.socket.send(request(user, { method: 'INVITE' })));
      if (page.socket.readyState === WebSocket.OPEN) page.socket.send(request(user, { method: 'INVITE' }));
      await eventually(() => page.seen.code).toBe(4403);
    }
    expect(pbx.heard).toEqual([]);
    const { page } = await talkAgain();
    const within = request('x8k2', { method: 'BYE', toTag: ';tag=as7' });
    page.socket.send(within);
    page.socket.send('SIP/2.0 200 OK\r\nFrom: <sip:13800138000@x>;tag=1\r\n\r\n');
    await eventually(() => pbx.heard.length).toBe(2);
    expect(pbx.heard[0]).toBe(within);
  });

  it.each([
    ['two names', 'INVITE sip:x@y SIP/2.0\r\nFrom: <sip:web-1001@x>;tag=1\r\nf: <sip:carrier@x>;tag=1\r\nTo: <sip:a@b>\r\n\r\n'],
    ['no name', 'INVITE sip:x@y SIP/2.0\r\nTo: <sip:a@b>\r\n\r\n'],
    ['a tag that is a part of the address', 'INVITE sip:x@y SIP/2.0\r\nFrom: <sip:carrier@x>\r\nTo: <sip:a@b;tag=1>\r\n\r\n'],
    ['its name in the display name only', 'INVITE sip:x@y SIP/2.0\r\nFrom: "sip:web-1001@x" <sip:carrier@x>\r\nTo: <sip:a@b>\r\n\r\n'],
  ])('does not begin a dialog with %s', async (_what, message) => {
    const { page } = await talk();
    page.socket.send(message);
    await eventually(() => page.seen.code).toBe(4403);
    expect(pbx.heard).toEqual([]);
  });

  it('is not for strangers, nor for pages of other sites', async () => {
    const stranger = open({ cookie: '' });
    const other = open({ origin: 'https://elsewhere.example' });
    await eventually(() => [stranger.seen.status, other.seen.status]).toEqual([401, 403]);
    expect(pbx.sockets).toEqual([]);
  });

  it('both sides end together', async () => {
    const first = await talk();
    first.page.socket.close();
    await eventually(() => first.side.readyState).toBe(WebSocket.CLOSED);
    const page = open();
    await eventually(() => pbx.sockets.length).toBe(2);
    pbx.sockets[1]?.close();
    await eventually(() => page.seen.code).toBe(4503);
  });

  it('says so when Asterisk is away', async () => {
    pbx.close();
    const page = open();
    await eventually(() => page.seen.code).toBe(4503);
  });

  it('ends at sign-out, and when the session is over by itself', async () => {
    const first = await talk();
    await client.post('/api/sign-out', {});
    await eventually(() => first.page.seen.code).toBe(4401);
    expect(first.side.readyState).not.toBe(WebSocket.OPEN);
    await client.signIn();
    const second = open();
    await eventually(() => pbx.sockets.length).toBe(2);
    desk.data.sessions.clear();
    await eventually(() => second.seen.code).toBe(4401);
  });

  it('takes no message above its limit, and lets a page go that does not read', async () => {
    const first = await talk();
    first.page.socket.send('x'.repeat(17 * 1024));
    await eventually(() => first.page.seen.code).toBe(1009);
    const slow = open();
    await eventually(() => pbx.sockets.length).toBe(2);
    await eventually(() => slow.socket.readyState).toBe(WebSocket.OPEN);
    slow.socket.pause();
    const flood = setInterval(() => pbx.sockets[1]?.send('y'.repeat(16 * 1024)), 1);
    await eventually(() => pbx.sockets[1]?.readyState).toBe(WebSocket.CLOSED);
    clearInterval(flood);
  });

  it('a page that vanished without a word is found out', async () => {
    const { page, side } = await talk();
    // No answer to a ping: its machine is off, or its network gone.
    page.socket.pause();
    await eventually(() => side.readyState).toBe(WebSocket.CLOSED);
  });

  it('an agent has four at most: the oldest goes', async () => {
    const pages: ReturnType<typeof open>[] = [];
    for (let n = 1; n <= 5; n += 1) {
      pages.push(open());
      await eventually(() => pbx.sockets.length).toBe(n);
    }
    await eventually(() => pages.map(({ seen }) => seen.code)).toEqual([4403, 0, 0, 0, 0]);
  });
});
