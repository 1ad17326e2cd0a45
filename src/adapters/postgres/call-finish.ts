/**
 * A call's end: its live row goes, its line in the history is written from its state and its facts, what it left in the queue
 * and the inbox goes too. One statement, and only for the owner's epoch; a second time it finds no row and does nothing. A call
 * whose last step leaves nothing to do ends in the same statement as that step is saved.
 */
import { sql } from 'kysely';
import type { CallStore, SavedStep } from '../../app/ports.ts';
import type { Db } from './pool.ts';

/** Facts may carry a moment just before the call's own start (the event that began it). */
const slackMs = 60_000;

type Ended = Parameters<CallStore['finish']>[0];
/** The step that ends it, not saved yet. `version`: the one before. */
type LastStep = Pick<SavedStep, 'version' | 'facts'>;

/** The statement itself, also for the test that looks at its plan. Answers a row when the call is in the history, now or before. */
export function finishStatement({ callId, epoch, endedAt, state }: Ended, last: LastStep | null) {
  const clientId = state.callback?.clientId ?? (state.clientMatches.length === 1 ? state.clientMatches[0] : null);
  const facts = JSON.stringify((last?.facts ?? []).map(({ seq, at, fact: { kind, ...body } }) => ({ seq, at, kind, body })));
  return sql`
    with gone as (
      delete from call where call_id = ${callId}::uuid and epoch = ${epoch} and version = coalesce(${last?.version ?? null}::int, version) returning call_id
    ), given as (
      select to_timestamp(f.at / 1000.0) as at, f.seq, f.kind, f.body from jsonb_to_recordset(${facts}::jsonb) as f (seq int, at float8, kind text, body jsonb)
    ), noted as (
      insert into fact (at, call_id, subject, seq, kind, body)
      select given.at, gone.call_id, 'call', given.seq, given.kind, given.body from given cross join gone
    ), unqueued as (
      delete from queue_entry q using gone where q.call_id = gone.call_id
    ), unmailed as (
      delete from inbox i using gone where i.call_id = gone.call_id
    ), known as (
      select at, seq, kind, body from fact
      where call_id = ${callId}::uuid and subject = 'call'
        and at between to_timestamp(${state.startedAt - slackMs} / 1000.0) and to_timestamp(${endedAt + slackMs} / 1000.0)
      union all select at, seq, kind, body from given
    ), told as (
      select
        min(at) filter (where kind = 'connected') as connected_at,
        (array_agg(body order by seq desc) filter (where kind = 'connected'))[1] as connected,
        (array_agg(body ->> 'queue' order by seq) filter (where kind = 'caller-queued'))[1] as queue,
        (array_agg((body ->> 'waitedMs')::int order by seq) filter (where kind in ('connected', 'abandoned')))[1] as waited_ms,
        sum((body ->> 'talkMs')::int) filter (where kind = 'talk-ended') as talk_ms,
        coalesce(bool_or(kind = 'fault'), false) as had_fault
      from known
    ), logged as (
      insert into call_log (call_id, direction, started_at, ended_at, connected_at, seat_id, agent_id, queue, client_id, client_match_count,
                            number_token, dnis, case_id, outcome, waited_ms, talk_ms, recording_id)
      select gone.call_id, ${state.direction}, to_timestamp(${state.startedAt} / 1000.0), to_timestamp(${endedAt} / 1000.0), told.connected_at,
             told.connected ->> 'seatId', seat.agent_id, told.queue, ${clientId}::uuid, ${state.clientMatches.length}::int,
             ${state.numberToken}, ${state.dnis}, ${state.callback?.caseId ?? null}::uuid,
             case when told.connected is not null then 'talked'
                  when ${state.direction} = 'outbound' then 'not-reached'
                  when told.queue is not null then 'abandoned'
                  when told.had_fault then 'fault'
                  else 'self-service' end,
             told.waited_ms, told.talk_ms, told.connected ->> 'recordingId'
      from gone cross join told left join seat on seat.id = told.connected ->> 'seatId'
      on conflict do nothing
    )
    select call_id from gone union all
      select call_id from call_log where call_id = ${callId}::uuid and started_at = to_timestamp(${state.startedAt} / 1000.0)`;
}

export async function finishCall(db: Db, call: Ended): Promise<void> {
  await finishStatement(call, null).execute(db);
}

/** false: the row is not at the step's version, or is another's; nothing was done. Safe to repeat. */
export async function finishWithStep(db: Db, { callId, epoch, state, version, facts }: SavedStep, endedAt: number): Promise<boolean> {
  const { rows } = await finishStatement({ callId, epoch, endedAt, state }, { version, facts }).execute(db);
  return rows.length > 0;
}
