/**
 * A call's end: its live row goes, its line in the history is written from its state and its facts, what it left in the queue
 * and the inbox goes too. One statement, and only for the owner's epoch; a second time it finds no row and does nothing.
 */
import { sql } from 'kysely';
import type { CallStore } from '../../app/ports.ts';
import type { Db } from './pool.ts';

/** Facts may carry a moment just before the call's own start (the event that began it). */
const slackMs = 60_000;

export async function finishCall(db: Db, { callId, epoch, endedAt, state }: Parameters<CallStore['finish']>[0]): Promise<void> {
  const clientId = state.callback?.clientId ?? (state.clientMatches.length === 1 ? state.clientMatches[0] : null);
  await sql`
    with gone as (
      delete from call where call_id = ${callId}::uuid and epoch = ${epoch} returning call_id
    ), unqueued as (
      delete from queue_entry q using gone where q.call_id = gone.call_id
    ), unmailed as (
      delete from inbox i using gone where i.call_id = gone.call_id
    ), told as (
      select
        min(at) filter (where kind = 'connected') as connected_at,
        (array_agg(body order by seq desc) filter (where kind = 'connected'))[1] as connected,
        (array_agg(body ->> 'queue' order by seq) filter (where kind = 'caller-queued'))[1] as queue,
        (array_agg((body ->> 'waitedMs')::int order by seq) filter (where kind in ('connected', 'abandoned')))[1] as waited_ms,
        sum((body ->> 'talkMs')::int) filter (where kind = 'talk-ended') as talk_ms,
        coalesce(bool_or(kind = 'fault'), false) as had_fault
      from fact
      where call_id = ${callId}::uuid and subject = 'call'
        and at between to_timestamp(${state.startedAt - slackMs} / 1000.0) and to_timestamp(${endedAt + slackMs} / 1000.0)
    )
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
    on conflict do nothing`.execute(db);
}
