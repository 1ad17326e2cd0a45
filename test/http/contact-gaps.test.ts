import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bodyOf, createDeskClient } from '../support/desk/client.ts';
import { serveDesk } from '../support/desk/serve.ts';

let desk: Awaited<ReturnType<typeof serveDesk>>;
let client: ReturnType<typeof createDeskClient>;
beforeEach(async () => {
  desk = await serveDesk();
  client = createDeskClient(desk.url);
});
afterEach(() => desk.close());

const read = (query = '') => client.get(`/api/clients/contact-gaps${query}`);
const audited = () => desk.data.audit.filter(({ action }) => action.startsWith('contact-gaps')).map(({ action, agentId }) => [action, agentId]);

describe('the report of clients who lack a way of contact [C-07]', () => {
  it('is for supervisors and the compliance series; who asked is audited, refused ones too', async () => {
    expect((await read()).status).toBe(401);
    desk.data.gaps = { kind: 'found', value: { clients: [], hasMore: false } };
    await client.signIn();
    expect((await read()).status).toBe(403);
    desk.data.supervisors.add('a-1001');
    expect((await read()).status).toBe(200);
    await client.signIn('zhao.min');
    expect((await read()).status).toBe(200);
    expect(audited()).toEqual([['contact-gaps-refused', 'a-1001'], ['contact-gaps-read', 'a-1001'], ['contact-gaps-read', 'a-1009']]);
  });

  it('has ids, what is known and what is missing, page by page', async () => {
    desk.data.gaps = { kind: 'found', value: { clients: [{ clientId: 'k-sun', branch: 'sh', known: ['email'] }, { clientId: 'k-zhang', branch: 'hq', known: ['mobile'] }], hasMore: true } };
    await client.signIn('zhao.min');
    expect(await bodyOf(await read('?missing=landline&after=k-li&limit=2'))).toEqual({
      kind: 'found', next: 'k-zhang',
      clients: [{ clientId: 'k-sun', branch: 'sh', known: ['email'], missing: ['mobile', 'landline'] }, { clientId: 'k-zhang', branch: 'hq', known: ['mobile'], missing: ['landline', 'email'] }],
    });
    expect(desk.data.gapsAsked).toEqual([{ limit: 2, missing: 'landline', after: 'k-li' }]);
    desk.data.gaps = { kind: 'found', value: { clients: [], hasMore: false } };
    expect(await bodyOf(await read())).toEqual({ kind: 'found', clients: [], next: null });
  });

  it('says so when the back office is away; a kind or a page that is none is refused', async () => {
    await client.signIn('zhao.min');
    expect(await bodyOf(await read())).toEqual({ kind: 'unavailable', reason: 'down' });
    for (const query of ['?missing=fax', '?limit=0', '?limit=501', '?number=13800138000']) expect((await read(query)).status).toBe(400);
  });
});
