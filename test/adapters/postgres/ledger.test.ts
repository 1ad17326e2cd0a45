import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAccessAudit } from '../../../src/adapters/postgres/access-audit.ts';
import { appendLink, type NewLink } from '../../../src/adapters/postgres/ledger-chain.ts';
import { canonicalJson } from '../../../src/adapters/postgres/ledger-hash.ts';
import { openDatabase, type Database } from '../../../src/adapters/postgres/pool.ts';
import { createRecordingLedger } from '../../../src/adapters/postgres/recording-ledger.ts';
import { createRecordingReads } from '../../../src/adapters/postgres/recording-reads.ts';
import { at0, newCallId } from '../../support/call-state.ts';
import { sha256Of } from '../../support/callback.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { addBranchAndQueues, addSeat, type TestSeat } from '../../support/firm.ts';

let test: TestDatabase;
let databases: Database[];
let database: Database;
let seat: TestSeat;
let today: string;

beforeAll(async () => {
  test = await createTestDatabase();
  databases = Array.from({ length: 4 }, (_, index) => openDatabase({ databaseUrl: test.url, part: `test ${index}`, maxConnections: 5 }));
  database = databases[0] ?? expect.fail();
  await addBranchAndQueues(test);
  seat = await addSeat(test, '1001');
  today = (await test.query<{ today: string }>(`select to_char(clock_timestamp() at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as today`))[0]?.today ?? '';
});
afterAll(async () => {
  await Promise.all(databases.map((each) => each.close()));
  await test.drop();
});

const ledger = (by = database) => createRecordingLedger(by);
function expectation() {
  const callId = newCallId();
  return { recordingId: `${callId}-r1`, callId, seatId: seat.seatId, caseId: null, attemptId: null, at: at0 };
}
const append = (link: NewLink, by = database) => by.flushed.transaction().execute((transaction) => appendLink(transaction, link));
const sealed = (recordingId: string): NewLink => ({ kind: 'sealed', recordingId, at: at0 + 1, body: { sha256: sha256Of, frames: 8_000 } });
/** As somebody who may switch the table's guard off. */
async function tamper(statement: string): Promise<void> {
  await test.query('alter table recording_link disable trigger user');
  await test.query(statement);
  await test.query('alter table recording_link enable trigger user');
}

it('the expectation is the first link, and written once (field note 48)', async () => {
  const expected = expectation();
  await ledger().expect(expected);
  await Promise.all([ledger().expect(expected), ledger().expect(expected)]);
  const links = (await ledger().links(today, 0, 100)).filter((link) => link.recordingId === expected.recordingId);
  expect(links.map((link) => ({ kind: link.kind, body: link.body }))).toEqual([
    { kind: 'expected', body: { callId: expected.callId, seatId: seat.seatId, agentId: seat.agentId, caseId: null, attemptId: null } },
  ]);
  expect(await createRecordingReads(database).find(expected.recordingId)).toEqual({ recordingId: expected.recordingId, callId: expected.callId, agentId: seat.agentId, status: 'due', isMessage: false });
  expect(await createRecordingReads(database).find('nobody')).toBeNull();
});

it('a gap and a playback are links too; other entries of the audit are not', async () => {
  const expected = expectation();
  await ledger().expect(expected);
  await append(sealed(expected.recordingId));
  await ledger().gap(expected.recordingId, 'not-possible', at0);
  await createAccessAudit(database).note({ at: at0, action: 'recording-played', agentId: seat.agentId, subjectId: expected.recordingId, requestId: 'q1' });
  await createAccessAudit(database).note({ at: at0, action: 'sign-in', agentId: seat.agentId, subjectId: null, requestId: 'q2' });
  const links = (await ledger().links(today, 0, 100)).filter((link) => link.recordingId === expected.recordingId);
  expect(links.map((link) => link.kind)).toEqual(['expected', 'sealed', 'gap', 'played']);
  expect(await test.query('select action, subject_id from access_audit order by id')).toEqual([
    { action: 'recording-played', subject_id: expected.recordingId }, { action: 'sign-in', subject_id: null },
  ]);
});

it('a link whose transaction fails is none', async () => {
  const before = await ledger().links(today, 0, 1_000);
  await expect(database.flushed.transaction().execute(async (transaction) => {
    await appendLink(transaction, sealed('x'));
    throw new Error('no');
  })).rejects.toThrow('no');
  expect(await ledger().links(today, 0, 1_000)).toEqual(before);
});

it('twenty writers at once append one chain without a fork or a gap, and it verifies', async () => {
  await Promise.all(Array.from({ length: 20 }, async (_, index) => {
    const writer = databases[index % databases.length] ?? database;
    for (let round = 0; round < 10; round += 1) {
      const expected = expectation();
      await ledger(writer).expect(expected);
      await append(sealed(expected.recordingId), writer);
    }
  }));
  const links = await ledger().links(today, 0, 10_000);
  expect(links.length).toBeGreaterThanOrEqual(400);
  expect(links.map((link) => link.n)).toEqual(links.map((_, index) => index + 1));
  expect(new Set(links.map((link) => link.prevHash)).size).toBe(links.length);
  expect(await ledger().verifyChain(today)).toEqual({ kind: 'intact', links: links.length, head: links.at(-1)?.hash });
}, 60_000);

it('a link can be checked by hand: SHA-256 over JSON with sorted keys', async () => {
  const [link] = await ledger().links(today, 0, 1);
  if (link === undefined) expect.fail();
  const sha = (text: string) => createHash('sha256').update(text).digest('hex');
  expect(link.commitment).toBe(sha(canonicalJson({ body: link.body, salt: link.salt })));
  expect(link.hash).toBe(sha(
    `{"at":${link.at},"commitment":"${link.commitment}","day":"${link.day}","kind":"${link.kind}","n":1,"prevHash":"${'0'.repeat(64)}","recordingId":"${link.recordingId}","suite":"sha256-v1"}`,
  ));
});

it.each([
  ['a changed body', `update recording_link set body = jsonb_set(body, '{sha256}', '"00"') where n = 3`, { kind: 'broken', n: 3, flaw: 'body-changed' }, `update recording_link set body = jsonb_set(body, '{sha256}', '"${sha256Of}"') where n = 3`],
  ['a changed time', `update recording_link set at = at + interval '1 ms' where n = 2`, { kind: 'broken', n: 2, flaw: 'link-changed' }, `update recording_link set at = at - interval '1 ms' where n = 2`],
  ['a changed kind', `update recording_link set kind = 'gap' where n = 1`, { kind: 'broken', n: 1, flaw: 'link-changed' }, `update recording_link set kind = 'expected' where n = 1`],
  ['another suite', `update recording_link set suite = 'none' where n = 4`, { kind: 'broken', n: 4, flaw: 'unknown-suite' }, `update recording_link set suite = 'sha256-v1' where n = 4`],
])('tampering is found: %s', async (_, change, verdict, undo) => {
  await tamper(change);
  expect(await ledger().verifyChain(today)).toEqual(verdict);
  await tamper(undo);
  expect((await ledger().verifyChain(today)).kind).toBe('intact');
});

it('the day before ends where the next one begins; the chain never goes back to an older day', async () => {
  const before = await ledger().links(today, 0, 10_000);
  // Yesterday, as seen tomorrow.
  await tamper(`update ledger_head set day = '2098-12-31'; `);
  await ledger().expect(expectation());
  const [late] = await ledger().links('2098-12-31', 0, 10);
  expect(late).toMatchObject({ day: '2098-12-31', n: before.length + 1, prevHash: before.at(-1)?.hash });
  await tamper(`delete from recording_link where day = '2098-12-31'`);
  await test.query(`update ledger_head set day = '2000-01-01', n = 7`);
  await tamper(`delete from recording_link where n > ${before.length - 5}`);
  await tamper(`update ledger_head set hash = (select hash from recording_link order by day desc, n desc limit 1)`);
  expect((await ledger().verifyChain(today)).kind).toBe('intact');
});

it('links missing in the middle, at the end of a day, and a whole last day are found', async () => {
  const all = await ledger().links(today, 0, 10_000);
  const last = all.at(-1) ?? expect.fail();
  await tamper(`update recording_link set n = n + 100000 where n = 10`);
  expect(await ledger().verifyChain(today)).toEqual({ kind: 'broken', n: 10, flaw: 'missing-link' });
  await tamper(`update recording_link set n = 10 where n = 100010`);
  await tamper(`delete from recording_link where n = ${last.n}`);
  expect(await ledger().verifyChain(today)).toEqual({ kind: 'broken', n: last.n, flaw: 'end-missing' });
});

it('what has no single form is not hashed', () => {
  expect(canonicalJson({ b: [1, null, '金'], a: { d: true, c: 'x"y' } })).toBe('{"a":{"c":"x\\"y","d":true},"b":[1,null,"金"]}');
  for (const value of [0.5, Number.NaN, undefined, { a: undefined }, 2 ** 60]) expect(() => canonicalJson(value)).toThrow('no canonical form');
});
