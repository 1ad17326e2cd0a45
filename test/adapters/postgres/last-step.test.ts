/** A call's last step and its end in one statement. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createCallStore } from '../../../src/adapters/postgres/call-store.ts';
import { createOwnershipStore } from '../../../src/adapters/postgres/ownership-store.ts';
import { openDatabase, type Database } from '../../../src/adapters/postgres/pool.ts';
import { at0, callState, newCallId, stepOf } from '../../support/call-state.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let test: TestDatabase;
let database: Database;
let epoch: number;
const behind: string[] = [];

beforeAll(async () => {
  test = await createTestDatabase();
  database = openDatabase({ databaseUrl: test.url, part: 'test' });
  ({ epoch } = await createOwnershipStore(database).acquire('s1', 'first'));
});
afterAll(async () => {
  await database.close();
  await test.drop();
});

const newStore = () => createCallStore(database, { onBehind: (callId) => behind.push(callId) });
const born = () => stepOf(newCallId(), { epoch, facts: [{ kind: 'call-arrived', direction: 'inbound', numberToken: null, dnis: '95500' }] });
const lastOf = (callId: string, change: { version?: number; epoch?: number } = {}) => ({
  ...stepOf(callId, {
    version: 1, epoch, firstSeq: 1, at: at0 + 900, state: callState(callId, { activity: { phase: 'ended' } }),
    facts: [{ kind: 'fault', where: 'menu', reason: 'x' }, { kind: 'call-ended', cause: 16, durationMs: 900 }], ...change,
  }),
  endedAt: at0 + 900,
});
const facts = async (callId: string) => (await test.query<{ kind: string }>('select kind from fact where call_id = $1 order by seq', [callId])).map(({ kind }) => kind);
const history = (callId: string) => test.query('select outcome, ended_at from call_log where call_id = $1', [callId]);
const isLive = async (callId: string) => (await test.query('select 1 from call where call_id = $1', [callId])).length > 0;

it('its facts count in the line of the history, its row is gone, and once more changes nothing', async () => {
  const store = newStore();
  const first = born();
  await store.save([first]);
  for (const again of [1, 2]) {
    expect(await store.save([lastOf(first.callId)]), `time ${again}`).toEqual(['saved']);
    expect(await facts(first.callId)).toEqual(['call-arrived', 'fault', 'call-ended']);
    expect(await history(first.callId)).toEqual([{ outcome: 'fault', ended_at: new Date(at0 + 900) }]);
    expect(await isLive(first.callId)).toBe(false);
  }
});

it('goes with other steps of a batch, each with its own answer', async () => {
  const store = newStore();
  const [ending, going] = [born(), born()];
  await store.save([ending, going]);
  const next = stepOf(going.callId, { version: 1, epoch, firstSeq: 1, facts: [{ kind: 'resumed' }] });
  expect(await store.save([lastOf(ending.callId), next, { ...lastOf(newCallId()), version: 0 }])).toEqual(['saved', 'saved', 'saved']);
  expect([await isLive(ending.callId), await isLive(going.callId)]).toEqual([false, true]);
});

it('a former owner ends nothing', async () => {
  const store = newStore();
  const first = born();
  await store.save([first]);
  expect(await store.save([lastOf(first.callId, { epoch: epoch - 1 })])).toEqual(['lost']);
  expect(await facts(first.callId)).toEqual(['call-arrived']);
  expect([await isLive(first.callId), (await history(first.callId)).length]).toEqual([true, 0]);
});

it('of a call whose steps a crash lost: the step is written, then the end', async () => {
  const store = newStore();
  const first = born();
  await store.save([first]);
  expect(await store.save([lastOf(first.callId, { version: 4 })])).toEqual(['saved']);
  expect(behind).toContain(first.callId);
  expect([await isLive(first.callId), (await history(first.callId)).length]).toEqual([false, 1]);
});
