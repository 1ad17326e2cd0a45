/** Webhooks against real receivers: one that takes it, one that is down, slow, redirects, says 500. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { SIGNATURE_HEADER, signatureOf } from '../../../src/adapters/notify/signature.ts';
import { createWebhookGateway } from '../../../src/adapters/notify/webhook-gateway.ts';
import { createWebhooks, pauseAfter, type WebhookPlaces } from '../../../src/app/api/webhooks.ts';
import { webhooksFileSchema } from '../../../src/contract/webhooks.ts';
import { keepLog } from '../../support/log.ts';
import { createOtherSystems } from '../../support/desk/other-systems.ts';

const secret = 's'.repeat(32);
const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

interface Got { signature: string; body: string }

async function receiver(answer: (response: ServerResponse, request: IncomingMessage) => void) {
  const got: Got[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      got.push({ signature: String(request.headers[SIGNATURE_HEADER]), body: Buffer.concat(chunks).toString() });
      answer(response, request);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { got, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/in` };
}
const taken = (response: ServerResponse): void => void response.writeHead(204).end();
const sequences = (got: readonly Got[]): number[] => got.flatMap(({ body }) => (JSON.parse(body) as { sequence: string }[]).map(({ sequence }) => Number(sequence)));

/** Places in memory, as the store keeps them. */
function world(...urls: string[]) {
  const other = createOtherSystems();
  const clock = { at: 1_000_000 };
  const rows = new Map<string, { deliveredN: number; tries: number; nextTryAt: number; reason?: string }>();
  const places: WebhookPlaces = {
    claim: async (target, { at, leaseMs, head }) => {
      const row = rows.get(target) ?? { deliveredN: head, tries: 0, nextTryAt: 0 };
      if (row.nextTryAt > at) return null;
      rows.set(target, { ...row, nextTryAt: at + leaseMs });
      return { ...row, leaseEndsAt: at + leaseMs };
    },
    reached: async (target, { leaseEndsAt, deliveredN, isOver }) => {
      if (rows.get(target)?.nextTryAt !== leaseEndsAt) return false;
      rows.set(target, { deliveredN, tries: 0, nextTryAt: isOver ? 0 : leaseEndsAt });
      return true;
    },
    failed: async (target, { leaseEndsAt, ...failure }) => {
      const row = rows.get(target);
      if (row?.nextTryAt === leaseEndsAt) rows.set(target, { deliveredN: row.deliveredN, ...failure });
    },
  };
  const log = keepLog();
  const webhooks = urls.map((url, index) => ({ name: `t${index}`, url, secret }));
  const sender = (change: { types?: string[] } = {}) => createWebhooks({
    webhooks: webhooks.map((one) => ({ ...one, ...change })), places, events: other.deps.events, clock: { now: () => clock.at }, log,
    gateway: createWebhookGateway({ now: () => clock.at, timeoutMs: 300 }),
  });
  return { other, clock, rows, log, sender };
}

describe('a receiver that takes what comes', () => {
  it('gets every event in order, signed with the time, once it is known', async () => {
    const { got, url } = await receiver(taken);
    const { other, sender } = world(url);
    other.happen(7);
    await sender().round();
    expect(got).toEqual([]);
    other.happen(120);
    await sender().round();
    expect(sequences(got)).toEqual(Array.from({ length: 120 }, (_, index) => index + 8));
    for (const { signature, body } of got) expect(signature).toBe(signatureOf(secret, 1_000, body));
  });

  it('gets only the types it asked for', async () => {
    const { got, url } = await receiver(taken);
    const { other, sender } = world(url);
    await sender({ types: ['queue.'] }).round();
    other.happen(3);
    await sender({ types: ['queue.'] }).round();
    expect(got).toEqual([]);
    other.happen(1);
    await sender({ types: ['call.created'] }).round();
    expect(sequences(got)).toEqual([4]);
  });
});

describe('a receiver that does not', () => {
  it.each([
    ['says 500', (response: ServerResponse): void => void response.writeHead(500).end(), 'status 500'],
    ['redirects', (response: ServerResponse): void => void response.writeHead(302, { location: 'http://169.254.169.254/' }).end(), 'status 302'],
    ['is slow', () => undefined, 'no answer in time'],
    ['cuts the line', (response: ServerResponse): void => void response.destroy(), 'no connection'],
  ] as const)('%s: it is tried again, later each time, and loses nothing', async (_, answer, reason) => {
    let isWell = false;
    const { got, url } = await receiver((response) => (isWell ? taken(response) : answer(response)));
    const { other, clock, rows, sender } = world(url);
    await sender().round();
    other.happen(3);
    await sender().round();
    expect(rows.get('t0')).toMatchObject({ deliveredN: 0, tries: 1, reason, nextTryAt: clock.at + pauseAfter(0) });
    await sender().round();
    expect(got).toHaveLength(1);
    clock.at += pauseAfter(0);
    await sender().round();
    expect(rows.get('t0')).toMatchObject({ tries: 2, nextTryAt: clock.at + pauseAfter(1) });
    isWell = true;
    clock.at += pauseAfter(1);
    await sender().round();
    expect(sequences(got.slice(-1))).toEqual([1, 2, 3]);
  });

  it('is down: the others do not wait for it', async () => {
    const { got, url } = await receiver(taken);
    const { other, sender } = world('http://127.0.0.1:1/in', url);
    await sender().round();
    other.happen(2);
    await sender().round();
    expect(sequences(got)).toEqual([1, 2]);
  });

  it('was away for longer than the stream keeps: what is left is sent, and the loss is told', async () => {
    const { got, url } = await receiver(taken);
    const { other, sender, log } = world(url);
    await sender().round();
    other.happen(100, 10);
    await sender().round();
    expect(sequences(got)).toEqual(Array.from({ length: 10 }, (_, index) => index + 91));
    expect(log.has('webhook missed events that are not kept any more')).toBe(true);
  });

  it('is tried with pauses that grow to ten minutes and no further', () => {
    expect([0, 1, 2, 9, 10, 1_000].map(pauseAfter)).toEqual([1_000, 2_000, 4_000, 512_000, 600_000, 600_000]);
  });
});

it('an address that is not https, or has a password in it, is refused when the file is read', () => {
  const ok = (url: string) => webhooksFileSchema.safeParse({ webhooks: [{ name: 'crm', url, secret }] }).success;
  expect(['https://crm.example/in', 'http://127.0.0.1:9/in'].map(ok)).toEqual([true, true]);
  expect(['http://crm.example/in', 'https://me:pw@crm.example/', 'file:///etc/passwd', 'ftp://crm.example', 'x'].map(ok)).toEqual([false, false, false, false, false]);
});
