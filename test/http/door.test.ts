import { mkdtempSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deskErrorCodes } from '../../src/contract/desk/error.ts';
import { bodyOf, createDeskClient } from '../support/desk/client.ts';
import { serveDesk } from '../support/desk/serve.ts';

let desk: Awaited<ReturnType<typeof serveDesk>>;
let client: ReturnType<typeof createDeskClient>;
beforeEach(async () => {
  desk = await serveDesk();
  client = createDeskClient(desk.url);
});
afterEach(() => desk.close());

const codeOf = async (answer: Response) => [answer.status, (await bodyOf(answer)).code];

describe('who is not signed in', () => {
  it.each(['/api/me', '/api/seat', '/api/seat/previous-calls', '/api/seat/service-file', '/api/seat/figures', '/api/clients/contact-gaps', '/api/calls', '/api/trail?from=0&to=1', '/api/recordings/rec-1/audio'])('gets nothing from %s', async (address) => {
    expect(await codeOf(await client.get(address))).toEqual([401, 'SIGN_IN_REQUIRED']);
  });

  it('gets no realtime socket', async () => {
    expect(await client.open([]).refusal()).toBe(401);
  });
});

describe('wishes of other sites', () => {
  it.each(['https://evil.example', 'http://127.0.0.1:1', 'null'])('are refused from %s', async (origin) => {
    await client.signIn();
    expect(await codeOf(await client.post('/api/seat', { action: 'sign-in' }, { origin }))).toEqual([403, 'ORIGIN_REFUSED']);
    expect(desk.data.seats[0]?.state.phase).toBe('signed-out');
  });

  it('open no socket', async () => {
    await client.signIn();
    expect(await client.open([{ stream: 'seat:s-1001', from: 0 }], { origin: 'https://evil.example' }).refusal()).toBe(403);
  });

  it('are taken from our own page', async () => {
    await client.signIn();
    expect((await client.post('/api/seat', { action: 'sign-in' }, { origin: desk.url })).status).toBe(200);
  });
});

describe('bad input', () => {
  it('is named with its place, what is wrong and what to do', async () => {
    const answer = await client.post('/api/sign-in', { login: '', password: 'x', more: 1 });
    expect(answer.status).toBe(400);
    const { code, message } = await bodyOf(answer);
    expect(code).toBe('BAD_REQUEST');
    expect(message).toContain('body.login: give the login, such as 1001');
    expect(message).toContain('more');
  });

  it.each([
    ['no JSON', '{', { 'content-type': 'application/json' }, [400, 'BAD_REQUEST']],
    ['another type', 'login=a', { 'content-type': 'application/x-www-form-urlencoded' }, [415, 'UNSUPPORTED_MEDIA_TYPE']],
    ['a body too large', JSON.stringify({ login: 'a', password: 'x'.repeat(20_000) }), {}, [413, 'BODY_TOO_LARGE']],
    ['a password too long to hash', JSON.stringify({ login: 'a', password: 'x'.repeat(300) }), {}, [400, 'BAD_REQUEST']],
  ])('%s', async (_what, body, headers, expected) => {
    expect(await codeOf(await client.ask('POST', '/api/sign-in', { body, headers }))).toEqual(expected);
  });

  it('an address that is not there answers as every error does', async () => {
    expect(await codeOf(await client.get('/api/nothing'))).toEqual([404, 'NOT_FOUND']);
    expect(await codeOf(await client.get('/.env'))).toEqual([404, 'NOT_FOUND']);
    expect(await codeOf(await client.get('/assets/../../etc/passwd'))).toEqual([404, 'NOT_FOUND']);
  });
});

describe('faults', () => {
  it('a store that is away is 503 and says to try again', async () => {
    await client.signIn();
    desk.data.isAway = true;
    expect(await codeOf(await client.get('/api/seat'))).toEqual([503, 'STORE_UNAVAILABLE']);
    desk.data.isAway = false;
    expect((await client.get('/api/seat')).status).toBe(200);
  });

  it('an unknown fault shows nothing of itself, in the answer and in the log', async () => {
    await client.signIn();
    desk.deps.readiness.check = async () => {
      throw new Error('duplicate key (number)=(13800138000)');
    };
    const answer = await client.get('/api/ready');
    const body = await answer.text();
    expect(answer.status).toBe(500);
    expect(body).toContain('INTERNAL');
    expect(body + desk.logs.join('')).not.toContain('13800138000');
    expect(desk.logs.some((line) => line.includes('request failed') && line.includes('door.test'))).toBe(true);
  });
});

describe('headers', () => {
  it('of the API forbid caching, framing and sniffing', async () => {
    const { headers } = await client.get('/api/ready');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
  });

  it('of the page allow the page only, with a new nonce each time', async () => {
    const webRoot = mkdtempSync(path.join(tmpdir(), 'desk-pages-'));
    mkdirSync(path.join(webRoot, 'assets'));
    writeFileSync(path.join(webRoot, 'index.html'), '<!doctype html><meta nonce="__CSP_NONCE__"><script src="/assets/a.js"></script>');
    writeFileSync(path.join(webRoot, 'assets/a.js'), '1');
    await desk.close();
    desk = await serveDesk({ webRoot });
    const nonces = new Set<string>();
    for (const address of ['/', '/sign-in']) {
      const page = await fetch(desk.url + address);
      const html = await page.text();
      const nonce = /nonce="([\w-]{22})"/.exec(html)?.[1] ?? 'none';
      const policy = page.headers.get('content-security-policy') ?? '';
      expect(policy).toContain(`'nonce-${nonce}'`);
      expect(policy).toContain("script-src 'self';");
      expect(policy).not.toContain('http');
      expect(page.headers.get('cache-control')).toBe('no-store');
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(2);
    expect((await fetch(`${desk.url}/assets/a.js`)).headers.get('cache-control')).toContain('immutable');
  });

  it('pages that are not built say how to build them', async () => {
    const page = await fetch(`${desk.url}/`);
    expect(page.status).toBe(503);
    expect(await page.text()).toContain('./hotline up');
  });
});

describe('what is published', () => {
  it('readiness is red while a part is away, and tells strangers no details', async () => {
    expect((await client.get('/api/ready')).status).toBe(200);
    desk.parts[0] = { name: 'telephony', ready: false, detail: 'secret place unreachable' };
    const answer = await client.get('/api/ready');
    expect(answer.status).toBe(503);
    expect(await bodyOf(answer)).toEqual({ ready: false, parts: [{ name: 'telephony', ready: false }, { name: 'store', ready: true }] });
  });

  it('OpenAPI names every route and the shape of errors', async () => {
    const api = await client.read('/api/openapi.json');
    expect(api.openapi).toBe('3.1.0');
    expect(Object.keys(api.paths).sort()).toEqual([
      '/api/calls', '/api/calls/{callId}/hang-up', '/api/calls/{callId}/monitor', '/api/calls/{callId}/routing', '/api/clients/contact-gaps', '/api/events', '/api/figures', '/api/figures/calls', '/api/figures/definitions', '/api/inbox', '/api/inbox/{caseId}/close', '/api/inbox/{caseId}/take', '/api/me', '/api/ready', '/api/recordings/{recordingId}/audio', '/api/seat', '/api/seat/call', '/api/seat/disposition', '/api/seat/figures', '/api/seat/phone', '/api/seat/previous-calls', '/api/seat/service-file', '/api/seats/{seatId}/explain', '/api/seats/{seatId}/state', '/api/sign-in', '/api/sign-out', '/api/talks', '/api/trail', '/api/transfers', '/api/transfers/destinations',
    ]);
    expect(api.components.schemas.DeskError.properties.code).toBeDefined();
    expect(new Set(deskErrorCodes).size).toBe(deskErrorCodes.length);
  });

  it('the log holds no login, number, name, password, cookie or query', async () => {
    await client.signIn('chen.jing', 'wrong-secret-word');
    await client.signIn();
    await client.get('/api/calls?before=13800138000');
    await client.get('/api/nothing-13800138000');
    const log = desk.logs.join('');
    expect(log).toContain('request answered');
    for (const word of ['chen.jing', '13800138000', '陈静', 'wrong-secret-word', client.cookie().split('=')[1] ?? '?']) expect(log).not.toContain(word);
  });
});
