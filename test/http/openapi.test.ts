import { afterAll, beforeAll, expect, it } from 'vitest';
import { bodyOf, createDeskClient } from '../support/desk/client.ts';
import { serveDesk } from '../support/desk/serve.ts';

let desk: Awaited<ReturnType<typeof serveDesk>>;
let page: { paths: Record<string, Record<string, { summary?: string; tags?: string[] }>> };
beforeAll(async () => {
  desk = await serveDesk();
  page = await bodyOf(await createDeskClient(desk.url).get('/api/openapi.json'));
});
afterAll(() => desk.close());

it('docs/api/openapi.json is what the server says of itself (vitest -u writes it)', async () => {
  await expect(`${JSON.stringify(page, null, 2)}\n`).toMatchFileSnapshot('../../docs/api/openapi.json');
});

it('every route of the server is in it, each with a sentence', () => {
  const said = Object.entries(page.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, { summary, tags }]) => ({ route: `${method} ${path}`, summary, tags })));
  expect(said.filter(({ summary, tags }) => summary === undefined || tags === undefined)).toEqual([]);
  expect(said.map(({ route }) => route)).toEqual(expect.arrayContaining(['get /api/calls', 'post /api/seat', 'post /api/seat/call', 'get /api/figures', 'get /api/events', 'get /api/trail', 'post /api/sign-in', 'get /api/ready']));
});
