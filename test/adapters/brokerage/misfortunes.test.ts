/** What a back office or the way to it can do wrong, and what the client makes of it. */
import { afterEach, describe, expect, it } from 'vitest';
import { createBrokerage } from '../../../src/adapters/brokerage/client.ts';
import type { Brokerage, BrokerageOptions } from '../../../src/adapters/brokerage/client.ts';
import { createMarket } from '../../../src/adapters/brokerage/simulator/market.ts';
import { startHttp, startTcp } from './misfortune-server.ts';
import type { MisfortuneServer } from './misfortune-server.ts';

const good = createMarket(1).quote({ code: '600519', asOfMs: 1_795_399_200_000 });
const toClose: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of toClose.splice(0)) await close();
});

function ask(server: { readonly baseUrl: string }, options: Partial<BrokerageOptions> = {}): Brokerage {
  const brokerage = createBrokerage({ baseUrl: server.baseUrl, timeoutMs: 5_000, ...options });
  toClose.unshift(() => brokerage.close());
  return brokerage;
}

async function http(...args: Parameters<typeof startHttp>): Promise<MisfortuneServer> {
  const server = await startHttp(...args);
  toClose.push(() => server.close());
  return server;
}

async function tcp(...args: Parameters<typeof startTcp>): Promise<MisfortuneServer> {
  const server = await startTcp(...args);
  toClose.push(() => server.close());
  return server;
}

const answering = (status: number, body: unknown): Promise<MisfortuneServer> =>
  http((_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });

describe('a bad answer', () => {
  it.each<[string, unknown]>([
    ['no JSON', '<html>Bad gateway</html>'],
    ['nothing', ''],
    ['half of the JSON', JSON.stringify(good).slice(0, 60)],
    ['another shape', { price: 12.3 }],
    ['a float for a price', { ...good, last: { mantissa: 1432.88, decimals: 2 } }],
    ['a price as text', { ...good, last: '1432.88' }],
    ['a code without its leading zeros', { ...good, code: 519 }],
    ['another security than asked', { ...good, code: '600000' }],
    ['a change that is not the difference', { ...good, change: { mantissa: 99_999, decimals: 2 } }],
    ['prices of mixed decimals', { ...good, high: { mantissa: 1, decimals: 3 } }],
    ['no price of a day it says was traded', { ...good, open: null }],
    ['a turnover beyond exact numbers', { ...good, turnoverFen: 2 ** 60 }],
  ])('%s', async (_, body) => {
    expect(await ask(await answering(200, body)).quote({ code: '600519' })).toEqual({ kind: 'unavailable', reason: 'bad-answer' });
  });

  it('another kind than asked', async () => {
    expect(await ask(await answering(200, good)).quote({ code: '600519', kind: 'index' })).toEqual({ kind: 'unavailable', reason: 'bad-answer' });
  });

  it('a client who does not have the number asked', async () => {
    const other = { clientId: 'c1', names: { full: '张伟', address: '张先生' }, tier: 'gold', branch: 'B1', numbers: ['13900000000'], banks: [] };
    expect(await ask(await answering(200, { clients: [other] })).clientsByNumber('13800138000')).toEqual({ kind: 'unavailable', reason: 'bad-answer' });
  });

  it('something that is not HTTP', async () => {
    const server = await tcp((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n\r\n'));
    expect(await ask(server).quote({ code: '600519' })).toEqual({ kind: 'unavailable', reason: 'bad-answer' });
  });

  it('one longer than any of the contract', async () => {
    const server = await http((_, response) => response.end('x'.repeat(9_000_000)));
    expect(await ask(server).securities()).toEqual({ kind: 'unavailable', reason: 'bad-answer' });
  });

  it('fields a newer back office adds are no fault', async () => {
    const server = await answering(200, { ...good, peRatio: 2_135, limits: { up: 1, down: 2 } });
    expect(await ask(server).quote({ code: '600519' })).toEqual({ kind: 'found', value: good });
  });
});

describe('refusals', () => {
  it.each<[number, unknown, object]>([
    [404, { code: 'SECURITY_NOT_FOUND', message: '' }, { kind: 'not-found' }],
    [404, { code: 'ROUTE_NOT_FOUND', message: '' }, { kind: 'unavailable', reason: 'bad-answer' }],
    [404, '<html>404 Not Found</html>', { kind: 'unavailable', reason: 'bad-answer' }],
    [503, { code: 'BACK_OFFICE_BUSY', message: '' }, { kind: 'unavailable', reason: 'busy' }],
    [429, '', { kind: 'unavailable', reason: 'busy' }],
    [500, '', { kind: 'unavailable', reason: 'down' }],
    [502, '<html></html>', { kind: 'unavailable', reason: 'down' }],
    [400, { code: 'KIND_UNKNOWN', message: '' }, { kind: 'unavailable', reason: 'bad-answer' }],
    [302, '', { kind: 'unavailable', reason: 'bad-answer' }],
    [204, '', { kind: 'unavailable', reason: 'bad-answer' }],
  ])('%i with %j', async (status, body, expected) => {
    expect(await ask(await answering(status, body)).quote({ code: '600519' })).toEqual(expected);
  });
});

describe('a back office that is away', () => {
  it('refuses the connection: down', async () => {
    const server = await startHttp(() => undefined);
    await server.close();
    expect(await ask(server).quote({ code: '600519' })).toEqual({ kind: 'unavailable', reason: 'down' });
  });

  it('hangs up in the middle of its answer: down', async () => {
    const server = await http((_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"code":', () => response.destroy());
    });
    expect(await ask(server).quote({ code: '600519' })).toEqual({ kind: 'unavailable', reason: 'down' });
  });

  it('never answers: timeout', async () => {
    const server = await http(() => undefined);
    expect(await ask(server, { timeoutMs: 200 }).quote({ code: '600519' })).toEqual({ kind: 'unavailable', reason: 'timeout' });
  });

  it('drips its answer byte by byte: timeout over the whole, not from byte to byte', async () => {
    const server = await http((_, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drip));
    });
    expect(await ask(server, { timeoutMs: 400 }).quote({ code: '600519' })).toEqual({ kind: 'unavailable', reason: 'timeout' });
  });

  it('is asked again as soon as it is back, and its late answer is never taken for the next one', async () => {
    const held: (() => void)[] = [];
    const server = await http((request, response) => {
      const code = request.url?.split('/').at(-1);
      const answer = (): void => void response.end(JSON.stringify({ ...good, code }));
      if (code === '600519') held.push(answer);
      else answer();
    });
    const brokerage = ask(server, { timeoutMs: 200, maxInFlight: 1 });
    expect(await brokerage.quote({ code: '600519' })).toEqual({ kind: 'unavailable', reason: 'timeout' });
    for (const answer of held) answer();
    expect(await brokerage.quote({ code: '600000', timeoutMs: 5_000 })).toMatchObject({ kind: 'found', value: { code: '600000' } });
  });

  it('costs what is under way when the client closes, without throwing', async () => {
    const server = await http(() => undefined);
    const brokerage = ask(server);
    const asked = brokerage.quote({ code: '600519' });
    await expect.poll(() => server.connections()).toBe(1);
    await brokerage.close();
    expect(await asked).toEqual({ kind: 'unavailable', reason: 'down' });
    expect(await brokerage.quote({ code: '600519' })).toEqual({ kind: 'unavailable', reason: 'down' });
  });
});

describe('a slow back office', () => {
  it('is asked by a bounded number at once; the waiting room is bounded too, the rest is told busy', async () => {
    const held: (() => void)[] = [];
    const server = await http((_, response) => void held.push(() => response.end(JSON.stringify(good))));
    const brokerage = ask(server, { maxInFlight: 2, maxWaiting: 3, timeoutMs: 20_000 });
    const answers = Array.from({ length: 8 }, () => brokerage.quote({ code: '600519' }));
    expect(await Promise.all(answers.slice(5))).toEqual(Array(3).fill({ kind: 'unavailable', reason: 'busy' }));
    expect(brokerage.load()).toEqual({ inFlight: 2, waiting: 3 });
    let served = 0;
    while (served < 5) {
      await expect.poll(() => held.length).toBeGreaterThan(0);
      expect(held.length).toBeLessThanOrEqual(2);
      held.shift()?.();
      served += 1;
    }
    expect((await Promise.all(answers.slice(0, 5))).map(({ kind }) => kind)).toEqual(Array(5).fill('found'));
    expect(brokerage.load()).toEqual({ inFlight: 0, waiting: 0 });
    expect(server.connections()).toBeLessThanOrEqual(2);
  });

  it('ends the wait of those who wait when their time is up, and no place is lost', async () => {
    const held: (() => void)[] = [];
    const server = await http((_, response) => void held.push(() => response.end(JSON.stringify(good))));
    const brokerage = ask(server, { maxInFlight: 1, timeoutMs: 20_000 });
    const first = brokerage.quote({ code: '600519' });
    expect(await brokerage.quote({ code: '600519', timeoutMs: 100 })).toEqual({ kind: 'unavailable', reason: 'busy' });
    expect(brokerage.load()).toEqual({ inFlight: 1, waiting: 0 });
    await expect.poll(() => held.length).toBe(1);
    held.shift()?.();
    expect(await first).toMatchObject({ kind: 'found' });
    expect(brokerage.load()).toEqual({ inFlight: 0, waiting: 0 });
  });
});

describe('the log', () => {
  it('tells operation, reason and where the contract is broken, never a code, a number or a value', async () => {
    const lines: string[] = [];
    const logger = { warn: (fields: object, message: string) => void lines.push(JSON.stringify({ ...fields, message })) };
    const server = await answering(200, { ...good, last: { mantissa: 'secret-value', decimals: 2 } });
    const brokerage = ask(server, { logger });
    await brokerage.quote({ code: '600519' });
    await brokerage.clientsByNumber('13800138000');
    expect(lines).toHaveLength(2);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      operation: 'quote', reason: 'bad-answer', httpStatus: 200, detail: 'last.mantissa: invalid_type', message: 'back office unavailable',
    });
    for (const line of lines) expect(line).not.toMatch(/600519|13800138000|secret-value/);
  });
});
