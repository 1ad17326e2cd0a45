import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bodyOf, createDeskClient } from '../support/desk/client.ts';
import { serveDesk } from '../support/desk/serve.ts';
import { someServiceFile } from '../support/desk/some-service-file.ts';

let desk: Awaited<ReturnType<typeof serveDesk>>;
let client: ReturnType<typeof createDeskClient>;
beforeEach(async () => {
  desk = await serveDesk();
  client = createDeskClient(desk.url);
  desk.data.office.set('k-zhang', { kind: 'found', value: someServiceFile() });
});
afterEach(() => desk.close());

const reservation = { reservationId: 'r-100', callId: 'c-100', entryId: 'e-100' };
async function talk(seatId: string, pop: Parameters<typeof desk.pop>[1] = {}) {
  await client.post('/api/seat', { action: 'sign-in' });
  await client.post('/api/seat', { action: 'ready' });
  await desk.moveSeat(seatId, { kind: 'reserved', reservation, expiresAt: desk.now() + 30_000 });
  await desk.pop(seatId, pop);
}
const file = (query = '') => client.get(`/api/seat/service-file${query}`);
const audited = () => desk.data.audit.filter(({ action }) => action.startsWith('service-file'));

describe('service file beside the pop [F-01] [F-09] [F-10] [C-07] [T-07]', () => {
  it('has risk, assets, style, services, alerts and cases, says which contacts are missing, and is audited', async () => {
    await client.signIn();
    desk.addCase();
    await talk('s-1001');
    const answer = await bodyOf(await file());
    expect(answer).toMatchObject({
      callId: 'c-100', office: { kind: 'found', file: { contacts: { known: ['mobile'], missing: ['landline', 'email'] }, style: 'short', risk: { grade: 'C3' }, alerts: [{ code: '600519' }], services: [{ kind: 'visit' }] } },
      cases: [{ caseNo: '20418837', box: 'complaint', state: 'open' }],
    });
    expect(audited()).toMatchObject([{ action: 'service-file-read', agentId: 'a-1001', subjectId: 'k-zhang' }]);
  });

  it.each(['timeout', 'down', 'bad-answer', 'busy'] as const)('says so when the back office is %s; what is ours is there', async (reason) => {
    await client.signIn();
    desk.data.office.set('k-zhang', { kind: 'unavailable', reason });
    desk.addCase();
    await talk('s-1001');
    expect(await bodyOf(await file())).toMatchObject({ office: { kind: 'unavailable', reason }, cases: [{ caseNo: '20418837' }] });
    desk.data.office.clear();
    expect(await bodyOf(await file())).toMatchObject({ office: { kind: 'unknown' } });
  });

  it('is for the call that the seat holds now: none without one, and no other client, whoever asks', async () => {
    await client.signIn();
    expect(await bodyOf(await file())).toEqual({ callId: null, office: { kind: 'no-client' }, cases: [] });
    expect((await file('?clientId=k-zhang')).status).toBe(403);
    await talk('s-1001');
    expect((await file('?clientId=k-sun')).status).toBe(403);
    expect(audited()).toMatchObject([{ action: 'service-file-refused', subjectId: 'k-zhang' }, { action: 'service-file-refused', subjectId: 'k-sun' }]);
  });

  it('of several clients is that of the one the agent chose', async () => {
    await client.signIn();
    await talk('s-1001', { clientMatches: ['k-sun', 'k-zhang'] });
    expect(await bodyOf(await file())).toMatchObject({ callId: 'c-100', office: { kind: 'no-client' } });
    expect(await bodyOf(await file('?clientId=k-zhang'))).toMatchObject({ office: { kind: 'found' } });
  });

  it('shows the marketing series no complaints', async () => {
    await client.signIn('li.wei');
    desk.addCase();
    await talk('s-1002');
    expect(await bodyOf(await file())).toMatchObject({ office: { kind: 'found' }, cases: null });
  });
});
