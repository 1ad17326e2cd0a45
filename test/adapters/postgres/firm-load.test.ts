/** A firm's own people and queues, from a file: on the real store, and by the command. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAgentStore } from '../../../src/adapters/postgres/agent-store.ts';
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

function load(file: unknown, ...words: string[]): { code: number | null; said: string } {
  const { projectRoot } = loadSettings();
  const env = { PATH: process.env['PATH'], HOTLINE_HOME: path.join(projectRoot, '.hotline/nowhere'), HOTLINE_DATABASE_URL: test.url, HOTLINE_POSTGRES_PASSWORD: 'not-asked-for-here' };
  const done = spawnSync(process.execPath, [path.join(projectRoot, 'src/cli/hotline.ts'), 'firm', '-', ...words], { env, input: typeof file === 'string' ? file : JSON.stringify(file), encoding: 'utf8' });
  return { code: done.status, said: `${done.stdout}${done.stderr}`.trim() };
}
const passwordIn = (said: string): string => /^ {2}li\.jing {2}(\S+)$/m.exec(said)?.[1] ?? '';
const agent = async () => (await createAgentStore(database).byLogin('li.jing')) ?? expect.fail('no such agent');

it('is there after the first time, with a first password that is shown once', async () => {
  const first = load(firm);
  expect([first.code, first.said.split('\n').slice(0, 2)]).toEqual([0, ['branches 1, queues 2, agents 1: there', 'First passwords, shown this once:']]);
  expect(await verifyPassword(passwordIn(first.said), (await agent()).passwordHash)).toBe(true);
  expect(await test.query('select name, ring_ms, acw_ms, max_wait_ms from queue order by name')).toEqual([
    { name: 'callback', ring_ms: 15_000, acw_ms: 5_000, max_wait_ms: 600_000 }, { name: 'general', ring_ms: 20_000, acw_ms: 5_000, max_wait_ms: 600_000 },
    { name: 'overflow', ring_ms: 15_000, acw_ms: 5_000, max_wait_ms: 600_000 },
  ]);
  expect(await test.query("select a.login, s.extension, k.queue, k.level, a.licence_valid_until from agent a join seat s on s.agent_id = a.id join agent_skill k on k.agent_id = a.id")).toEqual([
    { login: 'li.jing', extension: '1001', queue: 'general', level: 8, licence_valid_until: new Date('2027-12-31T15:59:59Z') },
  ]);
});

it('is changed by the second time, and keeps what is not named: passwords, other people', async () => {
  const { passwordHash } = await agent();
  expect(load({ agents: [{ ...li, name: '李静怡', skills: { callback: 3 }, maySignIn: false }] })).toEqual({ code: 0, said: 'branches 0, queues 0, agents 1: there' });
  expect(await test.query('select display_name, may_sign_in, password_hash from agent')).toEqual([{ display_name: '李静怡', may_sign_in: false, password_hash: passwordHash }]);
  expect(await test.query('select queue, level from agent_skill')).toEqual([{ queue: 'callback', level: 3 }]);
  const renewed = load({ agents: [li] }, '--new-password', 'li.jing');
  expect(await verifyPassword(passwordIn(renewed.said), (await agent()).passwordHash)).toBe(true);
});

it('is refused whole, in a sentence, when something in it cannot be', async () => {
  const before = await test.query('select * from agent');
  expect(load('{')).toEqual({ code: 2, said: 'what came by standard input: is not JSON.' });
  expect(load({ agents: [{ ...li, series: 'sales' }] })).toMatchObject({ code: 2, said: expect.stringContaining('agents.0.series') });
  expect(load({ agents: [{ ...li, name: '别人' }, { ...li, login: 'wang', extension: '1002', skills: { vip: 1 } }] })).toEqual({ code: 2, said: 'agent wang: there is no queue "vip"; queues are callback, general, overflow' });
  await changeSeat({ seats: createSeatStore(database), wakeups: { send: () => undefined, on: () => undefined }, clock: { now: Date.now, businessNow: Date.now } }, 's-1001', { kind: 'signed-in' });
  expect(load({ agents: [{ ...li, login: 'wang' }] })).toEqual({ code: 2, said: 'seat 1001 is taken by another agent who is signed in: let her sign out first' });
  expect(await test.query('select * from agent')).toEqual(before);
});
