/** What other systems hear of a callback case, on the real store. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createCallbackStore } from '../../src/adapters/postgres/callback-store.ts';
import { createEventStore } from '../../src/adapters/postgres/event-store.ts';
import { createPublisher } from '../../src/app/api/publish.ts';
import { createCallbackWorld, monday10, talk, unreached, type CallbackWorld } from '../support/callback-world.ts';
import { addSeat } from '../support/firm.ts';
import { keepLog } from '../support/log.ts';

const dayMs = 86_400_000;
let world: CallbackWorld;
beforeAll(async () => {
  world = await createCallbackWorld();
});
afterAll(() => world.close());

/** Type and data of what was told of a case, in order. */
async function toldOf(caseId: string) {
  const events = createEventStore(world.database);
  await createPublisher({ events, isWanted: async () => true, wakeups: { send: () => undefined }, clock: { now: () => Date.now() }, log: keepLog() }).round();
  return (await events.read(0, 1_000)).filter(({ subject }) => subject === caseId).map(({ type, data }) => ({ type, ...data }));
}

it('opened, attempted, completed, reviewed: by ids, and the attempt names its call', async () => {
  world.work();
  const clientId = await world.client();
  const { caseId } = await world.opened(clientId);
  const call = await world.server.take();
  await talk(call);
  await world.whenIs(caseId, 'completed');
  const reviewer = await addSeat(world.test, '1002', 'compliance');
  expect(await createCallbackStore(world.database).review({ caseId, agentId: reviewer.agentId, at: Date.now() })).toBe(true);
  const { attemptId, callId } = call;
  expect(await toldOf(caseId)).toEqual([
    { type: 'callback.opened', caseId, kind: 'new-account', clientId },
    { type: 'callback.attempted', caseId, attemptId, callId, attemptNo: 1 },
    { type: 'callback.completed', caseId, attemptId, agentId: world.seat.agentId },
    { type: 'callback.reviewed', caseId, agentId: reviewer.agentId },
  ]);
});

it('put off after a phone that was busy, cancelled with its reason when no number is left; a claim that no server took ended as failed', async () => {
  const { caseId } = await world.opened(await world.client());
  await unreached(await world.server.take(), 'busy');
  await world.whenIs(caseId, 'pending');
  world.setBusinessTime(monday10 + dayMs);
  await world.test.query(`update attempt set ended_at = ended_at - interval '1 day' where case_id = $1`, [caseId]);
  await world.jobs.add({ name: 'callback-attempt', id: caseId });
  await unreached(await world.server.take(), 'invalid-number');
  await world.whenIs(caseId, 'cancelled');
  const told = await toldOf(caseId);
  expect(told.map(({ type }) => type)).toEqual(['callback.opened', 'callback.attempted', 'callback.put_off', 'callback.attempted', 'callback.put_off', 'callback.cancelled']);
  expect(told[2]).toMatchObject({ why: 'busy', nextAttemptAt: expect.any(Number) });
  expect(told.at(-1)).toMatchObject({ caseId, reason: 'no-valid-number' });

  const other = await world.opened(await world.client());
  await expect.poll(() => world.server.waitingClaims(), { timeout: 20_000 }).toBe(1);
  const [attempt] = await world.attemptsOf(other.caseId);
  expect(await world.cases.withdraw(attempt?.id ?? '', Date.now())).toBe(true);
  expect((await toldOf(other.caseId)).at(-1)).toEqual({ type: 'attempt.outcome', caseId: other.caseId, attemptId: attempt?.id, outcome: 'failed' });
});
