/** Live rows stay small and are found by their key, whatever the planner last heard of their tables. */
import { freshTalk } from '../../../src/core/conversation/enter.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CompiledQuery } from 'kysely';
import { createCallStore, saveStatement } from '../../../src/adapters/postgres/call-store.ts';
import { saveOneStatement } from '../../../src/adapters/postgres/save-one.ts';
import { clientMatchLimit } from '../../../src/adapters/postgres/client-match-limit.ts';
import { createOwnershipStore } from '../../../src/adapters/postgres/ownership-store.ts';
import { openDatabase, type Database } from '../../../src/adapters/postgres/pool.ts';
import type { CallCommand } from '../../../src/core/call/commands.ts';
import { maxPath } from '../../../src/core/ivr/walk.ts';
import type { CallState } from '../../../src/core/call/state.ts';
import { shippedFlows } from '../../core/call/script.ts';
import { at0, callState, newCallId, stepOf } from '../../support/call-state.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let test: TestDatabase;
let database: Database;
let epoch: number;

beforeAll(async () => {
  test = await createTestDatabase();
  database = openDatabase({ databaseUrl: test.url, part: 'test' });
  ({ epoch } = await createOwnershipStore(database).acquire('s1', 'me'));
});
afterAll(async () => {
  await database.close();
  await test.drop();
});

/** The longest path the core keeps, by the longest names of the real flow; a full quote; as many clients as the store tells. */
function biggestCall(callId: string): CallState {
  const names = shippedFlows.flatMap((flow) => Object.keys(flow.nodes).map((node) => (flow.main === null ? `${flow.id}/${node}` : node))).sort((a, b) => b.length - a.length).slice(0, maxPath);
  const price = { mantissa: 168_888, decimals: 2 };
  const quote = Object.fromEntries(
    Object.entries({
      code: '600519', kind: 'stock', market: 'sse', name: 'name.600519', state: 'traded', last: price, previousClose: price, change: price, changePct: price, volume: '123456手', volumeUnit: 'lot',
      turnoverYuan: 12_345_678_901, asOfMs: at0, hasIndexToo: 'no', volumeLots: 123_456, open: price, high: price, low: price,
    }).map(([name, value]) => [`quote.${name}`, value]),
  );
  const id = (what: string) => `s1.${callId}.${what}.123`;
  const offer = { seatId: 's-1001', extension: '1001', reservationId: newCallId(), channelId: id('seat'), acwMs: 5_000, endpoint: '1001', isPage: false };
  return callState(callId, {
    minted: 123, numberToken: newCallId().replaceAll('-', ''), dnis: '95500', flowId: 'main', flowVersion: 1, clientChannelId: id('client'), isClientUp: true,
    clientMatches: Array.from({ length: clientMatchLimit }, newCallId), ivrPath: names, answers: { code: '600519', ...quote }, generation: 99,
    deadlines: ['call-limit', 'announcement', 'client-ring'].map((name) => ({ name, generation: 98, dueAt: at0 })),
    activity: {
      ...freshTalk, since: at0, phase: 'conversation', entryId: id('q'), queue: 'general', enteredAt: at0, offer, step: 'announcing', bridgeId: id('b'), playbackId: id('p'), seatPlaybackId: id('p'),
      recordingId: `${callId}-r123`, connectedAt: at0,
    },
  });
}

/** The same call with all that a talk can hold at once: on hold, muted, a consult by the agent's own phone, a supervisor who whispers. */
function biggestConsult(callId: string): CallState {
  const call = biggestCall(callId);
  const id = (what: string) => `s1.${callId}.${what}.123`;
  const second = `s1.${callId}.own.${'f'.repeat(12)}`;
  const leg = { channelId: id('seat'), endpoint: '1003', isPage: false, acwMs: 15_000 };
  const { activity } = call;
  if (activity.phase !== 'conversation') throw new Error('the biggest call is no talk');
  return {
    ...call, auth: { level: 'password', method: 'agent-check', clientId: call.clientMatches[0] ?? '', at: at0 }, visits: { account: 2 }, misses: 3, priority: 2, lastAgentId: newCallId(), queuedAt: at0,
    rungFor: [newCallId(), newCallId(), newCallId(), activity.offer.reservationId], deadlines: ['call-limit', 'monitor-ear', 'resume-recording'].map((name) => ({ name, generation: 98, dueAt: at0 })),
    activity: {
      ...activity, step: 'connected', recording: 'on', heldSince: at0, heldMs: 123_456, isMuted: true, musicId: id('p'), bridgeTries: 2, musicTries: 2, resumeTries: 2, playbackId: null, seatPlaybackId: null,
      offer: { ...activity.offer, channelId: second }, checked: { result: 'unavailable', at: at0 }, guestOver: null,
      guest: {
        id: id('guest'), mode: 'consult', step: 'talking', since: at0, who: { kind: 'seat', seatId: 's-1003', extension: '1003', reservationId: id('res') }, leg, playbackId: id('p'),
        recordingId: `${callId}-r124`, phone: { first: id('seat'), second },
      },
      monitor: {
        mode: 'whisper', step: 'on', since: at0, seatId: 's-1013', extension: '1013', reservationId: id('res'), leg: { ...leg, endpoint: '1013', isPage: true }, bridgeId: id('b'), snoopId: id('snoop'),
        tries: 3, isHidden: true,
      },
    },
  };
}

describe.each([['with all that menus leave', biggestCall], ['with all that a talk can hold', biggestConsult]])('the biggest call, %s', (_what, biggest) => {
  it('stays under 2 kB in its row, and comes out of it as it went in', async () => {
    const callId = newCallId();
    const store = createCallStore(database);
    const state = biggest(callId);
    expect(await store.save([stepOf(callId, { epoch, state })])).toEqual(['saved']);
    const sizes = async () => (await test.query<{ stored: number; outside: number }>(
      `select pg_column_size(state) as stored, pg_relation_size((select reltoastrelid from pg_class where relname = 'call'))::int as outside from call where call_id = $1`, [callId]))[0];
    expect((await sizes())?.stored).toBeLessThan(2_000);
    // The statement for one step, and the one for many.
    expect(await store.save([stepOf(callId, { version: 1, epoch, state })])).toEqual(['saved']);
    expect(await sizes()).toMatchObject({ stored: (await sizes())?.stored, outside: 0 });
    expect((await store.loadOwned('s1')).find((one) => one.callId === callId)?.state).toEqual(state);
  });
});

it('a row of an older program, with every id written out, is read as it stands', async () => {
  const callId = newCallId();
  const store = createCallStore(database);
  const state = biggestCall(callId);
  await store.save([stepOf(callId, { epoch, state })]);
  await test.query('update call set state = $2, format = 1 where call_id = $1', [callId, JSON.stringify(state)]);
  expect((await store.loadOwned('s1')).find((one) => one.callId === callId)?.state).toEqual(state);
});

it('steps change their row in place (HOT), so indexes do not grow with them', async () => {
  const store = createCallStore(database);
  const callId = newCallId();
  await store.save([stepOf(callId, { epoch })]);
  const pending: CallCommand[] = [{ kind: 'stop-play', playbackId: 'p', id: 1 }];
  for (let version = 1; version <= 200; version += 1) expect(await store.save([stepOf(callId, { version, epoch, state: callState(callId, { minted: version }), pending })])).toEqual(['saved']);
  const hot = async () => (await test.query<{ n_tup_upd: number; share: number }>(`select n_tup_upd::int, n_tup_hot_upd::float8 / greatest(n_tup_upd, 1) as share from pg_stat_user_tables where relname = 'call'`))[0];
  await expect.poll(async () => (await hot())?.n_tup_upd ?? 0, { timeout: 10_000 }).toBeGreaterThanOrEqual(200);
  // Not all: a snapshot that somebody holds at that moment (an analyze) keeps old versions on the page.
  expect((await hot())?.share).toBeGreaterThan(0.6);
});

/** How PostgreSQL would do this statement with parameters it does not know yet. */
async function planOf({ sql, parameters }: CompiledQuery, types: readonly string[]): Promise<string> {
  expect(parameters).toHaveLength(types.length);
  return database.live.connection().execute(async (db) => {
    await db.executeQuery(CompiledQuery.raw(`prepare looked_at (${types.join(', ')}) as ${sql}`));
    const nothing = types.map((type) => (type === 'jsonb' ? `'[]'` : type === 'uuid' ? `'${newCallId()}'` : '1')).join(', ');
    const { rows } = await db.executeQuery<{ 'QUERY PLAN': string }>(CompiledQuery.raw(`explain execute looked_at (${nothing})`));
    await db.executeQuery(CompiledQuery.raw('deallocate looked_at'));
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  });
}

it('saving reads live tables by their keys only, right after vacuum saw them empty', async () => {
  await test.query('vacuum analyze call, app_lease');
  const [born, next] = [stepOf(newCallId(), { epoch, facts: [{ kind: 'resumed' }] }), stepOf(newCallId(), { version: 1, epoch })];
  const many = await planOf(saveStatement([born, next]).compile(database.live), ['jsonb', 'smallint', 'smallint', 'jsonb']);
  expect(many).not.toMatch(/Seq Scan/);
  expect(many).toMatch(/Index Scan using call_pkey on call/);
  expect(many).toMatch(/Index Scan using app_lease_pkey on app_lease/);
  const one = await planOf(saveOneStatement(next), ['uuid', 'int', 'int', 'jsonb', 'jsonb', 'int', 'jsonb']);
  expect(one).not.toMatch(/Seq Scan/);
  expect(one).toMatch(/Index Scan using call_pkey on call/);
});
