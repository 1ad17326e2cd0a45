import { afterAll, beforeAll, expect, it } from 'vitest';
import { createCallStore } from '../../../src/adapters/postgres/call-store.ts';
import { createOwnershipStore } from '../../../src/adapters/postgres/ownership-store.ts';
import { openDatabase, type Database } from '../../../src/adapters/postgres/pool.ts';
import type { SavedStep } from '../../../src/app/ports.ts';
import { at0, callState, newCallId, stepOf } from '../../support/call-state.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let test: TestDatabase;
let database: Database;
let store: ReturnType<typeof createCallStore>;
let epoch: number;

beforeAll(async () => {
  test = await createTestDatabase();
  database = openDatabase({ databaseUrl: test.url, part: 'test' });
  store = createCallStore(database);
  ({ epoch } = await createOwnershipStore(database).acquire('s1', 'first'));
});
afterAll(async () => {
  await database.close();
  await test.drop();
});

const arrived = { kind: 'call-arrived', direction: 'inbound', numberToken: null, dnis: '95500' } as const;
const born = (change: Partial<SavedStep> = {}): SavedStep => ({ ...stepOf(newCallId(), { epoch, facts: [arrived] }), ...change });
const row = async (callId: string) => (await test.query('select version, state, pending, next_fact_seq from call where call_id = $1', [callId]))[0];

it('saves a first step and the next one with their facts', async () => {
  const first = born();
  expect(await store.save([first])).toEqual(['saved']);
  const state = callState(first.callId, { dnis: '95501' });
  const second = stepOf(first.callId, { version: 1, epoch, state, firstSeq: 1, at: at0 + 5, facts: [{ kind: 'resumed' }], pending: [{ kind: 'stop-play', playbackId: 'p', id: 7 }] });
  expect(await store.save([second])).toEqual(['saved']);
  expect(await row(first.callId)).toEqual({ version: 2, state, pending: second.pending, next_fact_seq: 2 });
  const facts = await test.query('select seq, kind, body, at from fact where call_id = $1 order by seq', [first.callId]);
  expect(facts).toEqual([
    { seq: 0, kind: 'call-arrived', body: { direction: 'inbound', numberToken: null, dnis: '95500' }, at: new Date(at0) },
    { seq: 1, kind: 'resumed', body: {}, at: new Date(at0 + 5) },
  ]);
});

it('of 200 mixed steps each has its own answer: saved, lost by version, lost by epoch, bad; lost and bad leave no fact', async () => {
  const living = Array.from({ length: 120 }, () => born());
  await store.save(living);
  const fresh = Array.from({ length: 60 }, () => born());
  const next = living.slice(0, 80).map((step) => stepOf(step.callId, { version: 1, epoch, facts: [{ kind: 'resumed' }], firstSeq: 1 }));
  const stale = living.slice(80, 100);
  await store.save(stale.map((step) => stepOf(step.callId, { version: 1, epoch, state: callState(step.callId, { minted: 9 }) })));
  const oldVersion = stale.map((step) => stepOf(step.callId, { version: 1, epoch, facts: [{ kind: 'resumed' }], firstSeq: 1 }));
  const oldEpoch = living.slice(100, 110).map((step) => stepOf(step.callId, { version: 1, epoch: epoch - 1, facts: [{ kind: 'resumed' }], firstSeq: 1 }));
  const notOurs = Array.from({ length: 10 }, () => born({ epoch: epoch + 1 }));
  const unstorable = { answers: { code: 'a\u0000b' } };
  const bad = living.slice(110, 120).map((step) => stepOf(step.callId, { version: 1, epoch, state: callState(step.callId, unstorable) }));
  const badFresh = Array.from({ length: 10 }, () => born()).map((step) => ({ ...step, callId: 'no uuid' + step.callId }));
  const expected = new Map<SavedStep, string>([
    ...[...fresh, ...next].map((step) => [step, 'saved'] as const),
    ...[...oldVersion, ...oldEpoch, ...notOurs].map((step) => [step, 'lost'] as const),
    ...[...bad, ...badFresh].map((step) => [step, 'bad'] as const),
  ]);
  const batch = [...expected.keys()].map((step, index) => ({ step, order: (index * 7919) % 200 })).sort((a, b) => a.order - b.order).map(({ step }) => step);
  expect(batch).toHaveLength(200);

  expect(await store.save(batch)).toEqual(batch.map((step) => expected.get(step)));
  const facts = await test.query<{ n: number }>(`select count(*)::int as n from fact where kind = 'resumed' and call_id = any($1)`, [living.map((step) => step.callId)]);
  expect(facts[0]?.n).toBe(next.length);
});

it('a first step is not saved over a live call, and says so', async () => {
  const first = born();
  await store.save([first]);
  await store.save([stepOf(first.callId, { version: 1, epoch, state: callState(first.callId, { minted: 9 }) })]);
  expect(await store.save([first])).toEqual(['lost']);
  expect((await row(first.callId))?.['version']).toBe(2);
});

it('a step whose answer was lost is saved once and answered "saved" when it is tried again', async () => {
  const first = born();
  const second = stepOf(first.callId, { version: 1, epoch, facts: [{ kind: 'resumed' }], firstSeq: 1 });
  expect(await store.save([first])).toEqual(['saved']);
  expect(await store.save([first])).toEqual(['saved']);
  expect(await store.save([second])).toEqual(['saved']);
  expect(await store.save([second])).toEqual(['saved']);
  expect(await test.query('select 1 from fact where call_id = $1', [first.callId])).toHaveLength(2);
});

it('a store that lost steps in a crash is brought up by its owner, and says so; a call that has ended is not born again', async () => {
  const behind: string[] = [];
  const told = createCallStore(database, { onBehind: (callId) => behind.push(callId) });
  const [rewound, unborn, over] = [born(), born(), born()];
  await told.save([rewound, over]);
  await told.finish({ callId: over.callId, epoch, endedAt: at0 + 9, state: over.state });
  const later = (callId: string) => stepOf(callId, { version: 3, epoch, state: callState(callId, { minted: 9 }), facts: [{ kind: 'resumed' }], firstSeq: 3 });
  expect(await told.save([rewound, unborn, over].map(({ callId }) => later(callId)))).toEqual(['saved', 'saved', 'lost']);
  for (const { callId } of [rewound, unborn]) expect(await row(callId)).toMatchObject({ version: 4, next_fact_seq: 4, state: { minted: 9 } });
  expect(await row(over.callId)).toBeUndefined();
  expect(behind.toSorted()).toEqual([rewound.callId, unborn.callId].toSorted());
  const [lateToo] = [born()];
  expect(await told.save([{ ...later(lateToo.callId), epoch: epoch - 1 }])).toEqual(['lost']);
});

it('facts that a crash lost are written again by who saved them: with the next step of their call, or when asked', async () => {
  const own = createCallStore(database);
  const [goesOn, quiet] = [born(), born()];
  const seqs = async (callId: string) => (await test.query('select seq from fact where call_id = $1 order by seq', [callId])).map(({ seq }) => seq);
  await own.save([goesOn, quiet]);
  const second = stepOf(goesOn.callId, { version: 1, epoch, facts: [{ kind: 'resumed' }], firstSeq: 1 });
  await own.save([second]);
  // As a crash does: rows and facts are as they were before.
  await test.query('alter table fact disable trigger fact_append_only');
  await test.query('delete from fact where call_id = any ($1)', [[goesOn.callId, quiet.callId]]);
  await test.query('alter table fact enable trigger fact_append_only');
  await test.query('update call set version = 1 where call_id = $1', [goesOn.callId]);
  await own.save([stepOf(goesOn.callId, { version: 2, epoch, facts: [{ kind: 'resumed' }], firstSeq: 2 })]);
  expect([await seqs(goesOn.callId), await seqs(quiet.callId)]).toEqual([[0, 1, 2], []]);
  await own.restoreRecent();
  await own.restoreRecent();
  expect([await seqs(goesOn.callId), await seqs(quiet.callId)]).toEqual([[0, 1, 2], [0]]);
});

it('a whole batch is one statement', async () => {
  const steps = Array.from({ length: 50 }, () => born());
  await store.save(steps.slice(0, 1));
  const statements: string[] = [];
  const counted = { ...database, steps: database.steps.withPlugin({ transformQuery: ({ node }) => (statements.push(node.kind), node), transformResult: async ({ result }) => result }) };
  await createCallStore(counted).save(steps.slice(1));
  expect(statements).toHaveLength(1);
});

it('two steps of one call in a batch are saved one after the other', async () => {
  const first = born();
  const second = stepOf(first.callId, { version: 1, epoch, facts: [{ kind: 'resumed' }], firstSeq: 1 });
  expect(await store.save([first, born(), second])).toEqual(['saved', 'saved', 'saved']);
});

it('after a take-over the former owner saves nothing and bears no call; the new owner goes on from the rows', async () => {
  const ownership = createOwnershipStore(database);
  const old = await ownership.acquire('s2', 'first');
  const state = (callId: string) => callState(callId, { node: 's2' });
  const callId = newCallId();
  await store.save([stepOf(callId, { epoch: old.epoch, state: state(callId), facts: [arrived] })]);
  const { epoch: raised } = await ownership.acquire('s2', 'second');
  expect(raised).toBe(old.epoch + 1);
  expect(await ownership.renew('s2', old.epoch, 1_000)).toBe(false);
  expect(await ownership.renew('s2', raised, 1_000)).toBe(true);
  const late = newCallId();
  expect(await store.save([stepOf(callId, { version: 1, epoch: old.epoch, state: state(callId) }), stepOf(late, { epoch: old.epoch, state: state(late) })])).toEqual(['lost', 'lost']);
  const owned = await store.loadOwned('s2');
  expect(owned).toEqual([{ callId, version: 1, nextFactSeq: 1, state: state(callId), pending: [] }]);
  expect(await store.save([stepOf(callId, { version: 1, epoch: raised, state: state(callId) })])).toEqual(['saved']);
});

it('no call is born between a take-over and the list the new owner reads', async () => {
  const ownership = createOwnershipStore(database);
  let owner = await ownership.acquire('s3', 'owner 0');
  const all: string[] = [];
  const list = new Set<string>();
  for (let round = 1; round <= 30; round += 1) {
    const steps = Array.from({ length: 6 }, () => newCallId()).map((callId) => stepOf(callId, { epoch: owner.epoch, state: callState(callId, { node: 's3' }) }));
    const [taken, ...results] = await Promise.all([ownership.acquire('s3', `owner ${round}`), ...steps.map((step) => store.save([step]))]);
    for (const call of await store.loadOwned('s3')) list.add(call.callId);
    steps.forEach((step, index) => {
      if (results[index]?.[0] === 'saved') all.push(step.callId);
    });
    owner = taken;
    const epochs = await test.query<{ epoch: number }>(`select distinct epoch from call where node = 's3'`);
    expect(epochs.every((one) => one.epoch === owner.epoch)).toBe(true);
  }
  expect(all.every((callId) => list.has(callId))).toBe(true);
});

it('reads what it wrote; a row of a newer form is left alone and reported', async () => {
  await createOwnershipStore(database).acquire('s4', 'me');
  const [mine, newer] = [newCallId(), newCallId()];
  await store.save([mine, newer].map((callId) => stepOf(callId, { epoch: 1, state: callState(callId, { node: 's4' }) })));
  await test.query('update call set format = format + 1 where call_id = $1', [newer]);
  const unreadable: string[] = [];
  const loaded = await createCallStore(database, { onUnreadable: (callId) => unreadable.push(callId) }).loadOwned('s4');
  expect(loaded.map((call) => call.callId)).toEqual([mine]);
  expect(unreadable).toEqual([newer]);
});
