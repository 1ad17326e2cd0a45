/** A supervisor's word for a call, through the REST door. */
import { afterEach, beforeEach, expect, it } from 'vitest';
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

async function hangUp(id: string) {
  const answer = await client.post(`/api/calls/${id}/hang-up`, {});
  return { status: answer.status, ...(await bodyOf(answer)) };
}
const audited = () => desk.data.audit.filter(({ action }) => action.startsWith('call-force')).map(({ action, agentId, subjectId }) => [action, agentId, subjectId]);

it('ends the call, and is audited before it is done', async () => {
  desk.data.supervisors.add('a-1001');
  expect(await hangUp(callId)).toMatchObject({ status: 200 });
  expect(desk.forced).toEqual([callId]);
  expect(audited()).toEqual([['call-forced', 'a-1001', callId]]);
});

it('for a call that has ended is refused with a clear sentence; nobody is asked', async () => {
  desk.data.supervisors.add('a-1001');
  expect(await hangUp('0193a000-0000-7000-8000-000000000999')).toMatchObject({ status: 409, code: 'CALL_OVER', message: expect.stringContaining('over') });
  desk.control.answer = { kind: 'refused', code: 'CALL_OVER' };
  expect(await hangUp(callId)).toMatchObject({ status: 409, code: 'CALL_OVER' });
  expect(await hangUp('nonsense')).toMatchObject({ status: 400 });
});

it('of an agent who is none is refused, and that is audited too', async () => {
  expect(await hangUp(callId)).toMatchObject({ status: 403, code: 'FORBIDDEN' });
  expect(desk.forced).toEqual([]);
  expect(audited()).toEqual([['call-force-refused', 'a-1001', callId]]);
});
