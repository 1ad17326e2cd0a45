import { afterEach, expect, it } from 'vitest';
import { bodyOf } from '../support/desk/client.ts';
import { createHealthServer } from '../../src/adapters/http/health-server.ts';
import type { HealthServer } from '../../src/adapters/http/health-server.ts';

let server: HealthServer;
afterEach(() => server.close());

const live = { ready: true, detail: 'ok', calls: 2, reservations: 1, deadlines: 3, businessTime: '2026-11-23T10:00:00+08:00' };

it('tells on loopback what the process holds', async () => {
  server = await createHealthServer({ port: 0, live: async () => live });
  const answer = await fetch(`http://127.0.0.1:${server.port}/live`);
  expect([answer.status, await bodyOf(answer)]).toEqual([200, live]);
  expect((await fetch(`http://127.0.0.1:${server.port}/`)).status).toBe(404);
});

it('a process that cannot tell is 503, also when it hangs', async () => {
  server = await createHealthServer({ port: 0, live: () => Promise.reject(new Error('no')) });
  expect((await fetch(`http://127.0.0.1:${server.port}/live`)).status).toBe(503);
  await server.close();
  server = await createHealthServer({ port: 0, live: () => new Promise(() => undefined) });
  expect((await fetch(`http://127.0.0.1:${server.port}/live`)).status).toBe(503);
});
