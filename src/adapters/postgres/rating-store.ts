/** How satisfied callers were (K-01): one score a call, with the agent who spoke last with her. */
import { sql } from 'kysely';
import type { Ratings } from '../../app/house/ports.ts';
import type { Database } from './pool.ts';

export function createRatingStore({ live }: Pick<Database, 'live'>): Ratings {
  return {
    async add({ callId, score, at }) {
      const { rows } = await sql`
        with talked as (
          select r.seat_id, r.agent_id, c.state ->> 'queue' as queue from (select ${callId}::uuid as call_id) one
          left join call c on c.call_id = one.call_id
          left join lateral (select seat_id, agent_id from recording where call_id = one.call_id and agent_id is not null order by started_at desc limit 1) r on true
        ), rated as (
          insert into rating (call_id, score, seat_id, agent_id, queue, rated_at)
          select ${callId}::uuid, ${score}, seat_id, agent_id, queue, to_timestamp(${at} / 1000.0) from talked
          on conflict (call_id) do nothing returning score, seat_id
        ), told as (
          insert into fact (at, call_id, subject, seq, kind, body)
          select to_timestamp(${at} / 1000.0), ${callId}::uuid, 'rating', 0, 'call-rated', jsonb_build_object('score', score, 'seatId', seat_id) from rated
        )
        select 1 from rated`.execute(live);
      return rows.length === 1;
    },
  };
}
