/** Compliance reads the terminal trail; nobody else does, and each reading is on record. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TrailEntry } from '../../src/app/trail/ports.ts';
import { createDeskClient } from '../support/desk/client.ts';
import { serveDesk } from '../support/desk/serve.ts';

let desk: Awaited<ReturnType<typeof serveDesk>>;
let client: ReturnType<typeof createDeskClient>;
beforeEach(async () => {
  desk = await serveDesk();
  client = createDeskClient(desk.url);
  desk.data.numbers.set('tok', '13800138000');
  desk.data.trail.push(entry(2, { result: null, answeredAt: null }), entry(1, { numberToken: null, clientId: 'k-2' }));
});
afterEach(() => desk.close());

const callId = '0193a000-0000-7000-8000-000000000001';
const entry = (id: number, more: Partial<TrailEntry> = {}): TrailEntry => ({
  id, askedAt: id * 1_000, answeredAt: id * 1_000 + 40, callId, numberToken: 'tok', dnis: '95500', clientId: 'k-1', kind: 'login', method: 'ivr-keys', result: 'refused',
  code: 'WRONG_PASSWORD', ...more,
});
const actions = () => desk.data.audit.flatMap(({ action, subjectId }) => (action.startsWith('trail') ? [[action, subjectId]] : []));

describe('the trail of logins and changes [G-19]', () => {
  it('shows number, line, time, client and result, newest first and page by page; the reading is audited', async () => {
    await client.signIn('zhao.min');
    const first = await client.read('/api/trail?from=0&to=99999&limit=1');
    expect(first).toEqual({
      entries: [{ askedAt: 2_000, answeredAt: null, kind: 'login', method: 'ivr-keys', result: 'unknown', code: 'WRONG_PASSWORD', callId, clientId: 'k-1', callerNumber: '13800138000', line: '95500' }],
      next: 2,
    });
    expect((await client.read(`/api/trail?from=0&to=99999&before=${first.next}&clientId=k-2`)).entries).toMatchObject([{ callerNumber: null, result: 'refused' }]);
    expect(actions()).toEqual([['trail-read', null], ['trail-read', 'k-2']]);
  });

  it('is for the compliance series alone, and who is turned away is on record', async () => {
    expect((await client.get('/api/trail?from=0&to=1')).status).toBe(401);
    await client.signIn();
    expect((await client.get('/api/trail?from=0&to=1')).status).toBe(403);
    expect(actions()).toEqual([['trail-refused', null]]);
    expect((await client.get('/api/trail?from=x&to=1')).status).toBe(400);
  });
});
