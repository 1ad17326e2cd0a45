/** Callback cases as the worker moves them: each change one flushed statement with its fact, from exactly the state it was decided on. */
import { sql } from 'kysely';
import type { CaseStore, MovedCaseState, NewCase } from '../../app/callbacks/ports.ts';
import { createCallbackStore } from './callback-store.ts';
import { claimNewAttempt } from './case-claim.ts';
import { readCase } from './case-view.ts';
import type { Database, Db } from './pool.ts';

const time = (at: number) => sql`to_timestamp(${at} / 1000.0)`;
/** What can happen more than once to a case or an attempt is numbered from 10 on; smaller numbers are for what happens once. */
const nextSeq = (subject: string) => sql`(select greatest(max(seq), 9) + 1 from fact where call_id is null and subject = ${subject})`;

async function open(db: Db, wanted: NewCase): ReturnType<CaseStore['open']> {
  const { caseId, clientId, kind, at, dueAt, nextAttemptAt, kept } = wanted;
  const { rows } = await sql<{ has_client: boolean; has_number: boolean; opened: boolean; existing: string | null }>`
    with wanted as (
      select c.id, c.branch_id from client c where c.id = ${clientId}::uuid and exists (select from client_number n where n.client_id = c.id)
    ), opened as (
      insert into callback_case (id, client_id, branch_id, kind, opened_at, due_at, next_attempt_at, kept_queue, kept_since, kept_priority, kept_number)
      select ${caseId}::uuid, id, branch_id, ${kind}, ${time(at)}, ${time(dueAt)}, ${time(nextAttemptAt)},
        ${kept?.queue ?? null}::text, ${kept === undefined ? null : time(kept.enteredAt)}::timestamptz, ${kept?.priority ?? null}::int, ${kept?.numberToken ?? null}::text from wanted
      on conflict do nothing
      returning id
    ), told as (
      insert into fact (at, subject, seq, kind, body)
      select ${time(at)}, ${caseId}::text, 10, 'callback-opened', jsonb_build_object('caseKind', ${kind}::text, 'clientId', ${clientId}::text) from opened
    )
    select exists (select from client where id = ${clientId}::uuid) as has_client, exists (select from wanted) as has_number, exists (select from opened) as opened,
      (select id from callback_case where ((client_id = ${clientId}::uuid and kind = ${kind}) or kept_number = ${kept?.numberToken ?? null}::text)
        and state in ('pending', 'attempting') limit 1) as existing`.execute(db);
  const row = rows[0];
  if (row?.opened === true) return { kind: 'opened' };
  if (row?.has_client !== true) return { kind: 'no-client' };
  if (!row.has_number) return { kind: 'no-number' };
  // It was opened by somebody else while this statement ran, and is not in its view yet.
  if (row.existing === null) return open(db, wanted);
  return { kind: 'exists', caseId: row.existing };
}

function changeTo(to: MovedCaseState, at: number) {
  return to.phase === 'pending'
    ? sql`state = 'pending', next_attempt_at = ${time(to.nextAttemptAt)}`
    : sql`state = 'cancelled', cancelled_at = ${time(at)}, cancelled_reason = ${to.reason}`;
}

const factOf = (to: MovedCaseState, why: string) =>
  to.phase === 'pending' ? { kind: 'callback-put-off', body: { why, nextAttemptAt: to.nextAttemptAt } } : { kind: 'callback-cancelled', body: { why } };

export function createCaseStore(database: Pick<Database, 'flushed'>): CaseStore {
  const { flushed } = database;
  const callbacks = createCallbackStore(database);
  return {
    open: (wanted) => open(flushed, wanted),
    find: (caseId) => readCase(flushed, caseId),
    claim: (attempt) => claimNewAttempt(flushed, attempt),
    async withdraw(attemptId, at) {
      const { rows } = await sql`
        with unmailed as (
          delete from inbox i using attempt a
          where a.id = ${attemptId}::uuid and a.state = 'claimed' and i.call_id = a.call_id and i.event ->> 'kind' = 'callback-claimed'
            and not exists (select from call c where c.call_id = a.call_id)
          returning a.id
        ), ended as (
          update attempt a set state = 'ended', outcome = 'failed', ended_at = ${time(at)} from unmailed where a.id = unmailed.id and a.state = 'claimed' returning a.id, a.case_id
        ), told as (
          insert into fact (at, subject, seq, kind, body) select ${time(at)}, id::text, 4, 'attempt-withdrawn', jsonb_build_object('caseId', case_id) from ended
        )
        select 1 from ended`.execute(flushed);
      return rows.length === 1;
    },
    async settle({ attemptId, from, outcome, at }) {
      const before = from.phase === 'ended' ? from.outcome : null;
      const { rows } = await sql`
        with settled as (
          update attempt set state = 'ended', outcome = ${outcome}, ended_at = coalesce(ended_at, ${time(at)})
          where id = ${attemptId}::uuid and state = ${from.phase} and outcome is not distinct from ${before} returning id, case_id, outcome
        ), told as (
          insert into fact (at, subject, seq, kind, body) select ${time(at)}, id::text, ${nextSeq(attemptId)}, 'attempt-settled', jsonb_build_object('caseId', case_id, 'outcome', outcome) from settled
        )
        select 1 from settled`.execute(flushed);
      return rows.length === 1;
    },
    async move({ caseId, from, to, why, at }) {
      const { kind, body } = factOf(to, why);
      const lastAttempt = sql`(select a.id::text from attempt a where a.case_id = callback_case.id order by a.attempt_no desc limit 1)`;
      const isFrom = from.phase === 'attempting' ? sql`coalesce(${lastAttempt}, '') = ${from.attemptId}` : sql`true`;
      const { rows } = await sql`
        with moved as (
          update callback_case set ${changeTo(to, at)} where id = ${caseId}::uuid and state = ${from.phase} and ${isFrom} returning id
        ), told as (
          insert into fact (at, subject, seq, kind, body) select ${time(at)}, ${caseId}::text, ${nextSeq(caseId)}, ${kind}, ${JSON.stringify(body)}::jsonb from moved
        )
        select 1 from moved`.execute(flushed);
      return rows.length === 1;
    },
    async complete({ caseId, attemptId, agentId, at }) {
      const answer = await callbacks.complete({ caseId, attemptId, agentId, at });
      if (answer.kind === 'completed') return answer;
      return answer.code === 'CASE_NOT_OPEN' ? { kind: 'lost' } : { kind: 'refused', code: answer.code };
    },
    async due({ at, businessAt, limit }) {
      const { rows } = await sql<{ id: string }>`
        select id from (
          select k.id, k.due_at from callback_case k where k.state = 'pending' and k.next_attempt_at <= ${time(Math.max(at, businessAt))}
          union all
          select k.id, k.due_at from callback_case k
          left join lateral (select * from attempt a where a.case_id = k.id order by a.attempt_no desc limit 1) a on true
          where k.state = 'attempting' and (a.id is null or a.state = 'ended' or not exists (select from call c where c.call_id = a.call_id))
        ) wanted order by due_at limit ${limit}`.execute(flushed);
      return rows.map((row) => row.id);
    },
    async caseOfAttempt(attemptId) {
      const row = await flushed.selectFrom('attempt').select('case_id').where('id', '=', attemptId).executeTakeFirst();
      return row?.case_id ?? null;
    },
  };
}

