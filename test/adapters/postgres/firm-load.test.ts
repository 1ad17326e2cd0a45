/** A firm's own people and queues, from a file: on the real store, and by the command. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAgentStore } from '../../../src/adapters/postgres/agent-store.ts';
import { createCallStore } from '../../../src/adapters/postgres/call-store.ts';
import { createOwnershipStore } from '../../../src/adapters/postgres/ownership-store.ts';
import { createQueueReads } from '../../../src/adapters/postgres/queue-reads.ts';
import { createQueueStore } from '../../../src/adapters/postgres/queue-store.ts';
import { at0, newCallId, stepOf } from '../../support/call-state.ts';
import { type Database, openDatabase } from '../../../src/adapters/postgres/pool.ts';
import { createSeatStore } from '../../../src/adapters/postgres/seat-store.ts';
import { verifyPassword } from '../../../src/app/desk/password.ts';
import { changeSeat } from '../../../src/app/seats.ts';
import { loadSettings } from '../../../src/config.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let test: TestDatabase;
let database: Database;
beforeAll(async () => {
  test = await createTestDatabase();
  database = openDatabase({ databaseUrl: test.url, part: 'test' });
});
afterAll(async () => {
  await database.close();
  await test.drop();
});

const li = { login: 'li.jing', name: '李静', series: 'service', branch: 'hq', licenceNo: 'S0990000000001', licenceValidUntil: '2027-12-31', skills: { general: 8 }, extension: '1001' };
const firm = { branches: [{ id: 'hq', name: '总部', headquarters: true }], queues: [{ name: 'general', ringS: 20 }, { name: 'callback' }], agents: [li] };

const load = (file: unknown, ...words: string[]) => command(['firm', '-', ...words], typeof file === 'string' ? file : JSON.stringify(file));

function command(words: string[], input: string): { code: number | null; said: string } {
  const { projectRoot } = loadSettings();
  const env = { PATH: process.env['PATH'], HOTLINE_HOME: path.join(projectRoot, '.hotline/nowhere'), HOTLINE_DATABASE_URL: test.url, HOTLINE_POSTGRES_PASSWORD: 'not-asked-for-here' };
  const done = spawnSync(process.execPath, [path.join(projectRoot, 'src/cli/hotline.ts'), ...words], { env, input, encoding: 'utf8' });
  return { code: done.status, said: `${done.stdout}${done.stderr}`.trim() };
}
const passwordIn = (said: string): string => /^ {2}li\.jing {2}(\S+)$/m.exec(said)?.[1] ?? '';
const agent = async () => (await createAgentStore(database).byLogin('li.jing')) ?? expect.fail('no such agent');

it('is there after the first time, with a first password that is shown once', async () => {
  const first = load(firm);
  expect([first.code, first.said.split('\n').slice(0, 2)]).toEqual([0, ['branches 1, queues 2, agents 1: there', 'First passwords, shown this once:']]);
  expect(await verifyPassword(passwordIn(first.said), (await agent()).passwordHash)).toBe(true);
  expect(await test.query('select name, ring_ms, acw_ms, max_wait_ms from queue order by name')).toEqual([
    { name: 'callback', ring_ms: 15_000, acw_ms: 5_000, max_wait_ms: 600_000 }, { name: 'complaint', ring_ms: 15_000, acw_ms: 10_000, max_wait_ms: 600_000 },
    { name: 'general', ring_ms: 20_000, acw_ms: 5_000, max_wait_ms: 600_000 },
    { name: 'overflow', ring_ms: 15_000, acw_ms: 5_000, max_wait_ms: 600_000 },
  ]);
  expect(await test.query("select a.login, s.extension, k.queue, k.level, a.licence_valid_until from agent a join seat s on s.agent_id = a.id join agent_skill k on k.agent_id = a.id")).toEqual([
    { login: 'li.jing', extension: '1001', queue: 'general', level: 8, licence_valid_until: new Date('2027-12-31T15:59:59Z') },
  ]);
});

it('is changed by the second time, and keeps what is not named: passwords, other people', async () => {
  const { passwordHash } = await agent();
  expect(load({ agents: [{ ...li, name: '李静怡', skills: { callback: 3 }, maySignIn: false }] })).toEqual({ code: 0, said: expect.stringMatching(/^branches 0, queues 0, agents 1: there\nnobody has the skill for: callback, complaint, general, overflow /) });
  expect(await test.query('select display_name, may_sign_in, password_hash from agent')).toEqual([{ display_name: '李静怡', may_sign_in: false, password_hash: passwordHash }]);
  expect(await test.query('select queue, level from agent_skill')).toEqual([{ queue: 'callback', level: 3 }]);
  const renewed = load({ agents: [li] }, '--new-password', 'li.jing');
  expect(await verifyPassword(passwordIn(renewed.said), (await agent()).passwordHash)).toBe(true);
});

it('is refused whole, in a sentence, when something in it cannot be', async () => {
  const before = await test.query('select * from agent');
  expect(load('{')).toEqual({ code: 2, said: 'what came by standard input: is not JSON.' });
  expect(load({ agents: [{ ...li, series: 'sales' }] })).toMatchObject({ code: 2, said: expect.stringContaining('agents.0.series') });
  expect(load({ agents: [{ ...li, name: '别人' }, { ...li, login: 'wang', extension: '1002', skills: { vip: 1 } }] })).toEqual({ code: 2, said: 'agent wang: there is no queue "vip"; queues are callback, complaint, general, overflow' });
  await changeSeat({ seats: createSeatStore(database), wakeups: { send: () => undefined, on: () => undefined }, clock: { now: Date.now, businessNow: Date.now } }, 's-1001', { kind: 'signed-in' });
  expect(load({ agents: [{ ...li, login: 'wang' }] })).toEqual({ code: 2, said: 'seat 1001 is taken by another agent who is signed in: let her sign out first' });
  expect(await test.query('select * from agent')).toEqual(before);
});

describe('queues as the firm sets them', () => {
  const sets = { queues: [{ name: 'vip', serviceLevelS: 10, serviceLevelTarget: 0.9, advice: false, watched: true, calendar: 'service', lastAgentS: 15, rules: { overflow: { time: { afterS: 60, to: 'queue:general' }, length: { over: 20, to: 'message' } }, keys: { 1: 'keep-place' } } }] };

  it('have service level, licence, hours, watch, last agent, overflow and keys; a second file keeps what it does not name', async () => {
    expect(load(sets)).toMatchObject({ code: 0 });
    expect(load({ queues: [{ name: 'vip', acwS: 9 }] })).toMatchObject({ code: 0 });
    const [row] = await test.query("select acw_ms, service_level_ms, service_level_target::float8, needs_licence, is_watched, calendar, last_agent_ms from queue where name = 'vip'");
    expect(row).toEqual({ acw_ms: 9_000, service_level_ms: 10_000, service_level_target: 0.9, needs_licence: false, is_watched: true, calendar: 'service', last_agent_ms: 15_000 });
    const vip = (await createQueueReads(database).all()).find(({ name }) => name === 'vip');
    expect(vip).toEqual({ name: 'vip', isWatched: true, rules: {
      calendar: 'service', lastAgentMs: 15_000, maxWaitMs: 600_000, keys: { 1: 'keep-place' },
      overflow: { time: { afterMs: 60_000, to: { kind: 'queue', queue: 'general' } }, length: { over: 20, to: { kind: 'message' } } },
    } });
  });

  it('a skill nobody has is told', () => {
    expect(load(sets).said).toMatch(/nobody has the skill for: .*vip/);
  });

  it.each([
    [{ queues: [{ name: 'vip', rules: { overflow: { empty: { to: 'queue:opera' } } } }] }, 'queue vip: its rules send callers to "opera", which is not there'],
    [{ queues: [{ name: 'vip', rules: { overflow: { empty: { to: 'queue:vip' } } } }] }, 'queue vip: its rules send callers to itself'],
    [{ queues: [{ name: 'vip', watched: true, rules: { overflow: { empty: { to: 'goodbye' } } } }] }, 'a queue that has to be staffed may not send its callers away'],
    [{ queues: [{ name: 'vip', rules: { overflow: { time: { afterS: 5, to: 'nowhere' } } } }] }, 'say where a caller goes'],
    [{ queues: [{ name: 'vip', rules: { keys: { x: 'message' } } }] }, 'a key is one digit'],
  ])('what cannot be is refused with its reason: %j', (file, reason) => {
    const { code, said } = load(file);
    expect(code).toBe(2);
    expect(said).toContain(reason);
  });

  it('one with callers in it is not taken away, and it is said what to do (field note 41)', async () => {
    const callId = newCallId();
    const { epoch } = await createOwnershipStore(database).acquire('s1', 'me');
    await createCallStore(database).save([stepOf(callId, { epoch })]);
    await createQueueStore(database).enter({ entryId: 'e1', callId, queue: 'vip', enteredAt: at0, priority: 0, excludeSeries: [] });
    const refused = command(['remove-queue', 'vip'], '');
    expect(refused).toEqual({ code: 2, said: expect.stringMatching(/^queue vip: 1 callers are in it\..*wait until they are served/) });
    await test.query('delete from queue_entry');
    expect(load({ queues: [{ name: 'general', rules: { overflow: { empty: { to: 'queue:vip' } } } }] }).code).toBe(0);
    expect(command(['remove-queue', 'vip'], '').said).toContain('the rules of queue general send callers to it');
    expect(load({ queues: [{ name: 'general', rules: {} }] }).code).toBe(0);
    expect(command(['remove-queue', 'vip'], '')).toEqual({ code: 0, said: 'queue vip: taken away' });
    expect(command(['remove-queue', 'vip'], '').said).toBe('there is no queue "vip"');
    expect(await test.query("select 1 from queue where name = 'vip'")).toEqual([]);
  });
});
