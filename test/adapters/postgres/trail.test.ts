/** The terminal trail in the database: both rows of each entry, a limit per call, and nobody who changes it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNumberBook } from '../../../src/adapters/postgres/number-book.ts';
import { openDatabase, type Database } from '../../../src/adapters/postgres/pool.ts';
import { createTrail, createTrailReads } from '../../../src/adapters/postgres/trail-store.ts';
import type { TrailAsked } from '../../../src/app/trail/ports.ts';
import { at0, newCallId } from '../../support/call-state.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let test: TestDatabase;
let database: Database;
let token: string;
beforeAll(async () => {
  test = await createTestDatabase();
  database = openDatabase({ databaseUrl: test.url, part: 'test' });
  token = (await createNumberBook(database, { tokenKey: '00'.repeat(32) }).keep('13900000001')) ?? '';
});
afterAll(async () => {
  await database.close();
  await test.drop();
});

const entry = (callId: string, requestId: string, more: Partial<TrailAsked> = {}): TrailAsked => ({
  requestId, callId, numberToken: token, dnis: '95500', clientId: null, kind: 'login', method: 'ivr-keys', at: at0, ...more,
});
const all = { from: at0 - 1, to: at0 + 60_000, clientId: null, callId: null, before: null, limit: 10 };

describe('the terminal trail [G-19]', () => {
  it('keeps what was asked and what came of it, each once; asked and never answered is unknown', async () => {
    const [trail, reads] = [createTrail(database), createTrailReads(database)];
    const callId = newCallId();
    expect([await trail.asked(entry(callId, 'r-1'), 3), await trail.asked(entry(callId, 'r-1'), 3)]).toEqual(['written', 'written']);
    await trail.answered({ requestId: 'r-1', result: 'refused', code: 'WRONG_PASSWORD', clientId: null, at: at0 + 40 });
    await trail.answered({ requestId: 'r-1', result: 'done', code: null, clientId: 'k-1', at: at0 + 50 });
    await trail.asked(entry(callId, 'r-2', { kind: 'password-change', clientId: 'k-1', at: at0 + 100 }), 3);
    await trail.answered({ requestId: 'r-never-asked', result: 'done', code: null, clientId: null, at: at0 });
    const page = await reads.page({ ...all, callId });
    expect(page).toMatchObject([
      { kind: 'password-change', clientId: 'k-1', askedAt: at0 + 100, answeredAt: null, result: null },
      { kind: 'login', numberToken: token, dnis: '95500', clientId: null, askedAt: at0, answeredAt: at0 + 40, result: 'refused', code: 'WRONG_PASSWORD' },
    ]);
    expect(await reads.page({ ...all, callId, before: page[0]?.id ?? 0 })).toHaveLength(1);
    expect(await reads.page({ ...all, clientId: 'k-1' })).toHaveLength(1);
    expect(await test.query('select kind, result, line, client_id, caller_number from terminal_trail_report where call_id = $1 order by asked_at', [callId])).toEqual([
      { kind: 'login', result: 'refused', line: '95500', client_id: null, caller_number: '13900000001' },
      { kind: 'password-change', result: 'unknown', line: '95500', client_id: 'k-1', caller_number: '13900000001' },
    ]);
  });

  it('takes so many of a kind per call, whatever process asks, and none is counted twice', async () => {
    const trail = createTrail(database);
    const callId = newCallId();
    const outcomes = [];
    for (const requestId of ['a', 'a', 'b', 'c']) outcomes.push(await trail.asked(entry(callId, `${callId}-${requestId}`), 2));
    expect(outcomes).toEqual(['written', 'written', 'written', 'too-many']);
    expect(await trail.asked(entry(callId, `${callId}-d`, { kind: 'contact-change' }), 2)).toBe('written');
    expect(await trail.asked(entry(newCallId(), 'other-call'), 2)).toBe('written');
  });

  it('cannot be changed or emptied, not even by its owner; the application reads no whole number from it', async () => {
    for (const text of ["update terminal_trail set result = 'done'", 'delete from terminal_trail', 'truncate terminal_trail'])
      await expect(test.query(text)).rejects.toMatchObject({ code: 'HL006' });
    const app = async (text: string) => test.query(`set role hotline_app; ${text}`);
    await expect(app('select * from terminal_trail_report')).rejects.toMatchObject({ code: '42501' });
    await expect(app("update terminal_trail set code = 'x'")).rejects.toMatchObject({ code: '42501' });
  });
});
