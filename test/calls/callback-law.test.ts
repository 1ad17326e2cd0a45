import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Hotline, openHotline } from './support/hotline.ts';

let hotline: Hotline;
let client: pg.Client;
beforeAll(async () => {
  hotline = await openHotline();
  client = new pg.Client({ connectionString: hotline.config.databaseUrl });
  await client.connect();
});
afterAll(async () => {
  await client?.end();
  await hotline?.close();
});

/** SQLSTATE of a statement that is refused; 'done' when it is not. Either way its transaction goes on. */
async function state(text: string, values: readonly unknown[] = []): Promise<string> {
  await client.query('savepoint before');
  try {
    await client.query(text, [...values]);
    return 'done';
  } catch (error) {
    await client.query('rollback to before');
    return (error as { code?: string }).code ?? 'unknown';
  }
}

const one = async (text: string, values: readonly unknown[] = []): Promise<string> => String(Object.values((await client.query(text, [...values])).rows[0] as object)[0]);

/** A case whose talk is over, in a transaction that will be rolled back: the worker never sees it. */
async function talkedCase(): Promise<{ caseId: string; attemptId: string; callId: string; seller: string; officer: string }> {
  const [caseId, attemptId, callId] = [randomUUID(), randomUUID(), randomUUID()];
  const clientId = await one(`select id from client where id not in (select client_id from callback_case) limit 1`);
  await client.query(
    `insert into callback_case (id, client_id, branch_id, kind, state, opened_at, due_at, next_attempt_at)
     select $1, id, branch_id, 'new-account', 'attempting', now(), now() + interval '7 days', now() from client where id = $2`, [caseId, clientId]);
  const officer = await one(`select id from agent where login = '1007'`);
  await client.query(
    `insert into attempt (id, case_id, attempt_no, number_token, state, outcome, call_id, agent_id, claimed_at, ended_at)
     select $1, $2, 1, token, 'ended', 'talked', $3, $4, now(), now() from client_number where client_id = $5 order by rank limit 1`, [attemptId, caseId, callId, officer, clientId]);
  return { caseId, attemptId, callId, officer, seller: await one(`select id from agent where login = '1010'`) };
}

const COMPLETE = `update callback_case set state = 'completed', completed_attempt = $2, completed_by = $3 where id = $1`;

describe('what plain SQL may not do to a callback', () => {
  it('complete it without a finished talk (HL003), without its recording or before the seal (HL001), by marketing (HL002) [E-02] [I-01]', async () => {
    await client.query('begin');
    try {
      const { caseId, attemptId, callId, officer, seller } = await talkedCase();
      expect(await state(COMPLETE, [caseId, null, officer])).toBe('HL003');
      expect(await state(COMPLETE, [caseId, attemptId, officer])).toBe('HL001');
      await client.query(`insert into recording (id, call_id, seat_id, agent_id, case_id, attempt_id, started_at) values ($1, $2, 's-1007', $3, $4, $5, now())`, [`${callId}-r1`, callId, officer, caseId, attemptId]);
      expect(await state(COMPLETE, [caseId, attemptId, officer])).toBe('HL001');
      expect(await state(`update attempt set agent_id = $2 where id = $1`, [attemptId, seller])).toBe('HL002');
      await client.query(`update recording set state = 'sealed', path = 'x', sha256 = repeat('a', 64), frames = 8000, sealed_at = now() where id = $1`, [`${callId}-r1`]);
      expect(await state(COMPLETE, [caseId, attemptId, seller])).toBe('HL002');
      expect(await state(COMPLETE, [caseId, attemptId, null])).toBe('HL002');
      expect(await state(COMPLETE, [caseId, attemptId, officer])).toBe('done');
    } finally {
      await client.query('rollback');
    }
  });

  it('change it afterwards (HL004), nor its attempt or recording (HL005), nor the ledger (HL006) [E-02] [I-03]', async () => {
    await client.query('begin');
    try {
      const { caseId, attemptId, callId, officer } = await talkedCase();
      await client.query(`insert into recording (id, call_id, seat_id, case_id, attempt_id, started_at, state, path, sha256, frames, sealed_at) values ($1, $2, 's-1007', $3, $4, now(), 'sealed', 'x', repeat('a', 64), 8000, now())`, [`${callId}-r1`, callId, caseId, attemptId]);
      expect(await state(COMPLETE, [caseId, attemptId, officer])).toBe('done');
      expect(await state(`update callback_case set state = 'pending', completed_attempt = null, completed_by = null where id = $1`, [caseId])).toBe('HL004');
      expect(await state(`delete from callback_case where id = $1`, [caseId])).toBe('HL004');
      expect(await state(`update callback_case set state = 'reviewed', reviewed_by = completed_by, reviewed_at = now() where id = $1`, [caseId])).toBe('HL004');
      expect(await state(`update attempt set outcome = 'no-answer' where id = $1`, [attemptId])).toBe('HL005');
      expect(await state(`update recording set state = 'missing' where id = $1`, [`${callId}-r1`])).toBe('HL005');
      expect(await state(`delete from recording where id = $1`, [`${callId}-r1`])).toBe('HL005');
      expect(await state(`truncate recording_link`)).toBe('HL006');
      expect(await state(`truncate fact`)).toBe('HL006');
    } finally {
      await client.query('rollback');
    }
  });
});
