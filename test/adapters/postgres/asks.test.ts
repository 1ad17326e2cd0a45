/** Two servers, one call: what an agent asks of a call that the other server has. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAskStore } from '../../../src/adapters/postgres/ask-store.ts';
import { createCallStore } from '../../../src/adapters/postgres/call-store.ts';
import { createOwnershipStore } from '../../../src/adapters/postgres/ownership-store.ts';
import { openDatabase, type Database } from '../../../src/adapters/postgres/pool.ts';
import type { AskAnswer } from '../../../src/app/desk/call-control.ts';
import { createElsewhere } from '../../../src/app/elsewhere.ts';
import type { NewEvent } from '../../../src/app/runner/new-event.ts';
import type { Runner } from '../../../src/app/runner/runner.ts';
import { newCallId, stepOf } from '../../support/call-state.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { keepLog } from '../../support/log.ts';
import { until } from '../../support/until.ts';

let test: TestDatabase;
let database: Database;
const callId = newCallId();
const stops: (() => void)[] = [];
beforeAll(async () => {
  test = await createTestDatabase();
  database = openDatabase({ databaseUrl: test.url, part: 'test' });
  const { epoch } = await createOwnershipStore(database, { exchange: 'pbx1' }).acquire('s1', 'owner');
  await createCallStore(database).save([stepOf(callId, { epoch })]);
});
afterAll(async () => {
  for (const stop of stops) stop();
  await database.close();
  await test.drop();
});

/** A server; `has` its calls, `answer` what they say. */
function serverOf(node: string, exchange: string, { has = [], answer = { kind: 'done' } }: { has?: readonly string[]; answer?: AskAnswer } = {}) {
  const asked: { callId: string; event: NewEvent }[] = [];
  const runner = {
    calls: { get: (id: string) => (has.includes(id) ? { post: (event: NewEvent) => void asked.push({ callId: id, event }) } : undefined) },
    ask: async (id: string, event: NewEvent): Promise<AskAnswer> => {
      asked.push({ callId: id, event });
      return has.includes(id) ? answer : { kind: 'unreachable' };
    },
  } as unknown as Pick<Runner, 'ask' | 'calls'>;
  // No wake-up ever: the look of each second alone finds the rows.
  const elsewhere = createElsewhere({ node, exchange, runner, asks: createAskStore(database), wakeups: { send: () => undefined, on: () => undefined }, pause: (ms) => pause(ms), log: keepLog() });
  elsewhere.start();
  stops.push(elsewhere.stop);
  return { elsewhere, asked };
}

const hold: NewEvent = { kind: 'seat-asked', seatId: 's-1001', ask: 'hold' };
const rowsLeft = async () => (await test.query('select ask_id from call_ask')).length;

it('is answered by that server, with its own word, and nothing of it stays (field note 41)', async () => {
  const owner = serverOf('s1', 'pbx1', { has: [callId], answer: { kind: 'refused', code: 'CALL_ALREADY_HELD' } });
  const other = serverOf('s2', 'pbx1');
  expect(await other.elsewhere.ask(callId, hold)).toEqual({ kind: 'refused', code: 'CALL_ALREADY_HELD' });
  expect(owner.asked).toEqual([{ callId, event: hold }]);
  await until('the row is gone', async () => ((await rowsLeft()) === 0 ? true : null));
  owner.elsewhere.stop();
  other.elsewhere.stop();
});

it('is unreachable when that server does not answer, and when the call is over', async () => {
  const other = serverOf('s2', 'pbx1');
  expect(await other.elsewhere.ask(callId, hold)).toEqual({ kind: 'unreachable' });
  expect(await other.elsewhere.ask(newCallId(), hold)).toEqual({ kind: 'unreachable' });
  expect(await rowsLeft()).toBe(0);
  other.elsewhere.stop();
});

it('news of a phone reach the call under the name it has there: with its exchange, or not at all from a server that hears the same exchange', async () => {
  const owner = serverOf('s1', 'pbx1', { has: [callId] });
  const same = serverOf('s2', 'pbx1');
  const far = serverOf('s3', 'pbx2');
  const gone = { kind: 'seat-device', endpoint: 'web-1001', isOnline: false, isNews: true } as const;
  same.elsewhere.tellDevice(callId, gone);
  same.elsewhere.tellPage(callId, { kind: 'seat-page', endpoint: 'web-1001' });
  far.elsewhere.tellDevice(callId, gone);
  await until('two words came', async () => (owner.asked.length === 2 ? true : null));
  expect(owner.asked.map(({ event }) => event).toSorted((a, b) => a.kind.localeCompare(b.kind))).toEqual([
    { ...gone, endpoint: 'web-1001@pbx2' }, { kind: 'seat-page', endpoint: 'web-1001' },
  ]);
  for (const { elsewhere } of [owner, same, far]) elsewhere.stop();
});
