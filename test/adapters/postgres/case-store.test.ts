/** Callback cases on real PostgreSQL: what many at once may do to the same rows. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createAttemptStore } from '../../../src/adapters/postgres/attempt-store.ts';
import { createCaseStore } from '../../../src/adapters/postgres/case-store.ts';
import { createNumberBook } from '../../../src/adapters/postgres/number-book.ts';
import { createOwnershipStore } from '../../../src/adapters/postgres/ownership-store.ts';
import { parseInboxEvent } from '../../../src/adapters/postgres/parse.ts';
import { openDatabase, type Database } from '../../../src/adapters/postgres/pool.ts';
import type { NewAttempt } from '../../../src/app/callbacks/ports.ts';
import type { AttemptNews } from '../../../src/core/call/commands.ts';
import type { AttemptState } from '../../../src/core/attempt/state.ts';
import { stepAttempt } from '../../../src/core/attempt/step.ts';
import { at0 } from '../../support/call-state.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { addBranchAndQueues, addClient, addSeat, makeReady } from '../../support/firm.ts';

let test: TestDatabase;
let database: Database;
let epoch = 0;
let lastNumber = 0;

beforeAll(async () => {
  test = await createTestDatabase();
  database = openDatabase({ databaseUrl: test.url, part: 'test', maxConnections: 8 });
  await addBranchAndQueues(test);
  ({ epoch } = await createOwnershipStore(database).acquire('s1', 'test'));
});
afterAll(async () => {
  await database.close();
  await test.drop();
});
beforeEach(async () => {
  await createOwnershipStore(database).renew('s1', epoch, 3_600_000);
  await test.query(`update attempt set state = 'ended', outcome = 'failed' where state <> 'ended'`);
});

const cases = () => createCaseStore(database);
const newToken = async (): Promise<string> => (await createNumberBook(database, { tokenKey: '00'.repeat(32) }).keep(`1380000${String((lastNumber += 1)).padStart(4, '0')}`)) ?? '';
async function openCase(tokens?: readonly string[]) {
  const numberTokens = tokens ?? [await newToken()];
  const clientId = await addClient(test, numberTokens);
  const caseId = randomUUID();
  expect(await cases().open({ caseId, clientId, kind: 'new-account', at: at0, dueAt: at0 + 86_400_000, nextAttemptAt: at0 })).toEqual({ kind: 'opened' });
  return { caseId, clientId, numberToken: numberTokens[0] ?? '' };
}
const claimOf = (of: { caseId: string; numberToken: string }, change: Partial<NewAttempt> = {}): NewAttempt => ({
  caseId: of.caseId, numberToken: of.numberToken, attemptId: randomUUID(), callId: randomUUID(), attemptNo: 1, queue: 'callback', excludeSeries: ['marketing'], callerDnis: '95500', at: at0, ...change,
});
const phaseOf = async (caseId: string) => (await cases().find(caseId))?.state.phase;

it('twenty claims of one case at once are one claim: one attempt, one inbox row', async () => {
  const opened = await openCase();
  await makeRoom(5);
  const claims = Array.from({ length: 20 }, () => claimOf(opened));
  const results = await Promise.all(claims.map((claim) => cases().claim(claim)));
  expect(results.filter((result) => result === 'claimed')).toHaveLength(1);
  expect(new Set(results.filter((result) => result !== 'claimed'))).toEqual(new Set(['lost']));
  expect(await test.query('select 1 from attempt where case_id = $1', [opened.caseId])).toHaveLength(1);
  const inbox = await test.query<{ node: string; event: { attemptId: string } }>('select node, event from inbox where call_id = any ($1::uuid[])', [claims.map((claim) => claim.callId)]);
  expect(inbox.map((row) => [row.node, row.event.attemptId])).toEqual([['s1', claims[results.indexOf('claimed')]?.attemptId]]);
});

it('of two cases of one number only one is claimed, and the other changes in nothing', async () => {
  const token = await newToken();
  const [one, two] = [await openCase([token]), await openCase([token])];
  await makeRoom(5);
  const results = await Promise.all([cases().claim(claimOf(one)), cases().claim(claimOf(two))]);
  expect([...results].sort()).toEqual(['claimed', 'number-busy']);
  const loser = results[0] === 'claimed' ? two : one;
  expect(await phaseOf(loser.caseId)).toBe('pending');
});

let seats = 2000;
/** So many ready seats that may take a callback. */
async function makeRoom(count: number, series: 'service' | 'marketing' = 'service'): Promise<void> {
  await test.query(`update seat set state = '{"phase": "signed-out"}', phase = 'signed-out'`);
  for (let n = 0; n < count; n += 1) {
    const seat = await addSeat(test, String((seats += 1)), series);
    await test.query(`insert into agent_skill (agent_id, queue, level) values ($1, 'callback', 5)`, [seat.agentId]);
    await makeReady(test, seat.seatId, at0);
  }
}

it('no more attempts wait for a seat than seats could take one; one may wait for the first seat', async () => {
  const opened = await Promise.all(Array.from({ length: 5 }, () => openCase()));
  await makeRoom(3);
  const results: string[] = [];
  for (const one of opened) results.push(await cases().claim(claimOf(one)));
  expect(results).toEqual(['claimed', 'claimed', 'claimed', 'enough-waiting', 'enough-waiting']);
  await test.query(`update attempt set state = 'ended', outcome = 'failed' where state <> 'ended'`);
  await makeRoom(4, 'marketing');
  const others = await Promise.all(Array.from({ length: 2 }, () => openCase()));
  const again: string[] = [];
  for (const one of others) again.push(await cases().claim(claimOf(one)));
  expect(again).toEqual(['claimed', 'enough-waiting']);
});

it('without a live server nothing is claimed; the least busy one gets it', async () => {
  const opened = await openCase();
  await createOwnershipStore(database).renew('s1', epoch, -1);
  expect(await cases().claim(claimOf(opened))).toBe('no-server');
  await createOwnershipStore(database).renew('s1', epoch, 60_000);
  await createOwnershipStore(database).acquire('s2', 'test');
  await test.query(`insert into call (call_id, node, epoch, version, state, pending) values ($1, 's1', 1, 1, '{}', '[]')`, [randomUUID()]);
  const claim = claimOf(opened);
  expect(await cases().claim(claim)).toBe('claimed');
  expect(await test.query('select node from inbox where call_id = $1', [claim.callId])).toEqual([{ node: 's2' }]);
  await test.query(`delete from app_lease where node = 's2'`);
});

it('an attempt number is used once, and an attempt that is open blocks the next', async () => {
  const opened = await openCase();
  await makeRoom(5);
  expect(await cases().claim(claimOf(opened))).toBe('claimed');
  await test.query(`update callback_case set state = 'pending' where id = $1`, [opened.caseId]);
  expect(await cases().claim(claimOf(opened, { attemptNo: 2 }))).toBe('lost');
  await test.query(`update attempt set state = 'ended', outcome = 'busy' where case_id = $1`, [opened.caseId]);
  expect(await cases().claim(claimOf(opened, { attemptNo: 1 }))).toBe('lost');
  expect(await cases().claim(claimOf(opened, { attemptNo: 2 }))).toBe('claimed');
});

it('a claim is withdrawn or taken by a server, never both', async () => {
  for (let round = 0; round < 10; round += 1) {
    const opened = await openCase();
    const claim = claimOf(opened);
    expect(await cases().claim(claim)).toBe('claimed');
    const take = test.query(`insert into call (call_id, node, epoch, version, state, pending) select call_id, node, 1, 1, '{}', '[]' from inbox where call_id = $1`, [claim.callId]);
    const [isWithdrawn] = await Promise.all([cases().withdraw(claim.attemptId, at0 + 1), take]);
    // Whoever came first: a withdrawn attempt is dialled by nobody.
    if (isWithdrawn) expect(await createAttemptStore(database).note(claim.attemptId, { kind: 'dialling' }, at0 + 2)).toBe(false);
    else expect((await cases().find(opened.caseId))?.attempts[0]).toMatchObject({ call: 'live', state: { phase: 'claimed' } });
    await test.query(`update attempt set state = 'ended', outcome = 'failed' where case_id = $1 and state <> 'ended'`, [opened.caseId]);
  }
});

it('a case moves only from the state it was decided on', async () => {
  const opened = await openCase();
  const pending = { phase: 'pending', nextAttemptAt: at0 } as const;
  const later = { phase: 'pending', nextAttemptAt: at0 + 5_000 } as const;
  const claim = claimOf(opened);
  expect(await cases().claim(claim)).toBe('claimed');
  const move = (from: Parameters<ReturnType<typeof cases>['move']>[0]['from']) => cases().move({ caseId: opened.caseId, from, to: later, why: 'busy', at: at0 });
  expect(await move(pending)).toBe(false);
  expect(await move({ phase: 'attempting', attemptId: randomUUID() })).toBe(false);
  expect(await move({ phase: 'attempting', attemptId: claim.attemptId })).toBe(true);
  expect((await cases().find(opened.caseId))?.state).toEqual(later);
  expect(await cases().move({ caseId: opened.caseId, from: later, to: { phase: 'cancelled', reason: 'gave-up' }, why: 'gave-up', at: at0 })).toBe(true);
  expect(await move(later)).toBe(false);
});

it('an attempt is settled only from the state it was decided on', async () => {
  const opened = await openCase();
  const claim = claimOf(opened);
  await cases().claim(claim);
  const settle = (from: AttemptState, outcome: 'unknown' | 'talked' | 'busy') => cases().settle({ attemptId: claim.attemptId, from, outcome, at: at0 + 9 });
  expect(await settle({ phase: 'dialling' }, 'unknown')).toBe(false);
  expect(await settle({ phase: 'claimed' }, 'unknown')).toBe(true);
  expect(await settle({ phase: 'claimed' }, 'busy')).toBe(false);
  expect(await settle({ phase: 'ended', outcome: 'unknown' }, 'talked')).toBe(true);
  expect(await settle({ phase: 'ended', outcome: 'unknown' }, 'busy')).toBe(false);
});

it('the ledger says yes and no as the machine of an attempt does', async () => {
  const words: AttemptNews[] = [{ kind: 'dialling' }, { kind: 'answered' }, { kind: 'ended', outcome: 'talked' }, { kind: 'ended', outcome: 'busy' }];
  const ledger = createAttemptStore(database);
  for (const first of words) for (const second of words) for (const third of words) {
    const claim = claimOf(await openCase());
    expect(await cases().claim(claim)).toBe('claimed');
    let state: AttemptState = { phase: 'claimed' };
    for (const news of [first, second, third]) {
      const stepped = stepAttempt(state, news);
      expect([state.phase, news.kind, await ledger.note(claim.attemptId, news, at0 + 3)]).toEqual([state.phase, news.kind, !('refused' in stepped)]);
      if (!('refused' in stepped)) state = stepped.state;
    }
    expect((await cases().find(claim.caseId))?.attempts[0]?.state).toEqual(state);
    await test.query(`update attempt set state = 'ended', outcome = 'failed' where id = $1 and state <> 'ended'`, [claim.attemptId]);
  }
});

it('the sweeper asks for what is due, most urgent first, and for attempts that are over or lost', async () => {
  await test.query(`update callback_case set state = 'cancelled' where state in ('pending', 'attempting')`);
  const [soon, later, over, live] = [await openCase(), await openCase(), await openCase(), await openCase()];
  await makeRoom(5);
  await test.query(`update callback_case set next_attempt_at = $2 where id = $1`, [later.caseId, new Date(at0 + 3_600_000)]);
  const [overClaim, liveClaim] = [claimOf(over), claimOf(live)];
  expect([await cases().claim(overClaim), await cases().claim(liveClaim)]).toEqual(['claimed', 'claimed']);
  await test.query(`update attempt set state = 'ended', outcome = 'busy' where id = $1`, [overClaim.attemptId]);
  await test.query(`insert into call (call_id, node, epoch, version, state, pending) values ($1, 's1', 1, 1, '{}', '[]')`, [liveClaim.callId]);
  const due = (businessAt: number) => cases().due({ at: at0, businessAt, limit: 10 });
  expect(new Set(await due(at0))).toEqual(new Set([soon.caseId, over.caseId]));
  expect(new Set(await due(at0 + 3_600_000))).toEqual(new Set([soon.caseId, later.caseId, over.caseId]));
});

it('a kept place: one per number whoever asks, its call gets queue, time and priority, and there is always room for it (field note 37) (field note 38)', async () => {
  const [numberToken, others] = [await newToken(), await newToken()];
  const clientId = await addClient(test, [others, numberToken]);
  const kept = { queue: 'general', enteredAt: at0 - 60_000, priority: 2, numberToken };
  const wanted = { clientId, kind: 'kept-place', at: at0, dueAt: at0 + 14_400_000, nextAttemptAt: at0, kept } as const;
  const caseId = randomUUID();
  expect(await cases().open({ ...wanted, caseId })).toEqual({ kind: 'opened' });
  expect(await cases().open({ ...wanted, caseId: randomUUID() })).toEqual({ kind: 'exists', caseId });
  const other = await addClient(test, [await newToken()]);
  expect(await cases().open({ ...wanted, clientId: other, caseId: randomUUID() })).toEqual({ kind: 'exists', caseId });
  expect(await cases().find(caseId)).toMatchObject({ kind: 'kept-place', kept, expiresAt: at0 + 14_400_000, numbers: [numberToken, others] });
  const waits = await openCase();
  expect(await cases().claim(claimOf(waits))).toBe('claimed');
  const claim = claimOf({ caseId, numberToken }, { queue: 'general', kept });
  expect(await cases().claim(claim)).toBe('claimed');
  const [row] = await test.query<{ event: unknown }>('select event from inbox where call_id = $1', [claim.callId]);
  expect(parseInboxEvent(row?.event, 0)).toMatchObject({ kind: 'callback-claimed', queue: 'general', kept: { enteredAt: at0 - 60_000, priority: 2 } });
});
