/** A supervisor at a talk, through the REST door. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bodyOf } from '../support/desk/client.ts';
import { type DeskClient, type ServedDesk, serveSignedIn } from '../support/desk/signed-in.ts';

const callId = '0193a000-0000-7000-8000-000000000100';
let desk: ServedDesk;
let client: DeskClient;
beforeEach(async () => {
  ({ desk, client } = await serveSignedIn());
  for (const kind of ['signed-in', 'ready-asked'] as const) await desk.moveSeat('s-1002', { kind });
  await desk.moveSeat('s-1002', { kind: 'reserved', reservation: { reservationId: 'r-2', callId, entryId: 'e-2' }, expiresAt: desk.now() + 30_000 });
});
afterEach(() => desk.close());

async function ask(method: 'POST' | 'PUT' | 'DELETE', body?: unknown, id = callId) {
  const answer = await client.ask(method, `/api/calls/${id}/monitor`, body === undefined ? {} : { body });
  return { status: answer.status, ...(await bodyOf(answer)) };
}
const audited = () => desk.data.audit.filter(({ action }) => action.startsWith('call-monitor')).map(({ action, agentId, subjectId }) => [action, agentId, subjectId]);
async function supervisorIsReady(): Promise<void> {
  desk.data.supervisors.add('a-1001');
  for (const kind of ['signed-in', 'ready-asked'] as const) await desk.moveSeat('s-1001', { kind });
}
const supervisorIsThere = () => desk.moveSeat('s-1001', { kind: 'reserved', reservation: { reservationId: 'r-1', callId, entryId: 'r-1' }, expiresAt: desk.now() + 30_000 });

describe('a supervisor', () => {
  it.each(['listen', 'whisper', 'barge'] as const)('comes to a talk to %s: her own seat is named, and her word is audited before it is done', async (mode) => {
    await supervisorIsReady();
    expect(await ask('POST', { mode })).toMatchObject({ status: 200 });
    expect(desk.monitored).toEqual([{ callId, kind: 'monitor-asked', seatId: 's-1001', extension: '1001', mode }]);
    expect(audited()).toEqual([['call-monitored', 'a-1001', callId]]);
  });

  it('takes another mode, takes over, leaves', async () => {
    await supervisorIsReady();
    await supervisorIsThere();
    expect((await ask('PUT', { mode: 'whisper' })).status).toBe(200);
    expect((await ask('PUT', { mode: 'take-over' })).status).toBe(200);
    expect((await ask('DELETE')).status).toBe(200);
    expect(desk.monitored.map((one) => ('to' in one ? one.to : one.kind))).toEqual(['whisper', 'take-over', 'end']);
  });
});

describe('refused, with a code', () => {
  it('who is none; that is audited too', async () => {
    expect(await ask('POST', { mode: 'listen' })).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    expect(desk.monitored).toEqual([]);
    expect(audited()).toEqual([['call-monitor-refused', 'a-1001', callId]]);
  });

  it('a call that is over, a seat that cannot be rung, a call she is not at', async () => {
    desk.data.supervisors.add('a-1001');
    expect(await ask('POST', { mode: 'listen' })).toMatchObject({ status: 409, code: 'SEAT_SIGNED_OUT' });
    await desk.moveSeat('s-1001', { kind: 'signed-in' });
    expect(await ask('POST', { mode: 'listen' })).toMatchObject({ status: 409, code: 'SEAT_NOT_READY' });
    await desk.moveSeat('s-1001', { kind: 'ready-asked' });
    expect(await ask('POST', { mode: 'listen' }, '0193a000-0000-7000-8000-000000000999')).toMatchObject({ status: 409, code: 'CALL_OVER' });
    expect(await ask('PUT', { mode: 'barge' })).toMatchObject({ status: 409, code: 'CALL_NOT_MONITORED' });
    await desk.moveSeat('s-1001', { kind: 'reserved', reservation: { reservationId: 'r-1', callId: '0193a000-0000-7000-8000-000000000777', entryId: 'r-1' }, expiresAt: desk.now() + 30_000 });
    expect(await ask('POST', { mode: 'listen' })).toMatchObject({ status: 409, code: 'SEAT_BUSY' });
    expect(desk.monitored).toEqual([]);
    expect(await ask('POST', { mode: 'take-over' })).toMatchObject({ status: 400 });
  });

  it("what the call's machine says, with a sentence of its own", async () => {
    await supervisorIsReady();
    for (const code of ['CALL_MONITORED', 'MONITOR_SELF', 'CALL_OVER', 'CALL_NOT_CONNECTED']) {
      desk.control.answer = { kind: 'refused', code };
      expect(await ask('POST', { mode: 'listen' })).toMatchObject({ status: 409, code, message: expect.not.stringContaining('Refused: the present') });
    }
    desk.control.answer = { kind: 'unreachable' };
    expect(await ask('POST', { mode: 'listen' })).toMatchObject({ status: 503, code: 'CALL_ELSEWHERE' });
  });
});

describe('what a supervisor reads', () => {
  const talk = { callId, agentName: '李伟', extension: '1002', queue: 'general', since: 1_795_485_600_000, monitoredBy: null, mode: null };

  it('the talks under way, and that she is a supervisor; nobody else does', async () => {
    desk.data.talks.push(talk);
    expect(await client.read('/api/me')).toMatchObject({ isSupervisor: false });
    expect((await client.get('/api/talks')).status).toBe(403);
    desk.data.supervisors.add('a-1001');
    expect(await client.read('/api/me')).toMatchObject({ isSupervisor: true });
    expect(await client.read('/api/talks')).toMatchObject({ talks: [talk] });
  });

  it("the firm's figures and the routing of any call; an agent only the routing of her own; the stream of events is for neither (field note 36)", async () => {
    const other = '0193a000-0000-7000-8000-000000000001';
    desk.routing.owners.set(other, ['a-1002']);
    const paths = ['/api/figures/definitions', `/api/calls/${other}/routing`, '/api/events'];
    const statuses = () => Promise.all(paths.map(async (path) => (await client.get(path)).status));
    expect(await statuses()).toEqual([403, 403, 403]);
    desk.data.supervisors.add('a-1001');
    expect(await statuses()).toEqual([200, 200, 403]);
  });
});
