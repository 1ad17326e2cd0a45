/** The list of calls for the desk: live ones and the history in one order, with names, numbers and recordings, in one query. */
import { sql, type RawBuilder } from 'kysely';
import type { CallReads, ListedCall } from '../../app/desk/ports.ts';
import type { Database, Db } from './pool.ts';

/** 8 kHz: sample pairs of a recording per millisecond. */
const framesPerMs = 8;

const columns = sql.raw('call_id, direction, started_at, number_token, client_id, client_match_count, queue, agent_id, outcome, waited_ms, talk_ms');

/** Live calls in the shape of the history. Who is on one now stands in its state, who was stands on its recording. */
const liveCalls = sql`
  select c.call_id, c.state ->> 'direction' as direction, to_timestamp((c.state ->> 'startedAt')::bigint / 1000.0) as started_at, c.state ->> 'numberToken' as number_token,
    case when jsonb_array_length(c.state -> 'clientMatches') = 1 then (c.state -> 'clientMatches' ->> 0)::uuid end as client_id,
    jsonb_array_length(c.state -> 'clientMatches') as client_match_count, c.state -> 'activity' ->> 'queue' as queue,
    coalesce(s.agent_id, (select r.agent_id from recording r where r.call_id = c.call_id order by r.started_at desc limit 1)) as agent_id,
    'live' as outcome, null::int as waited_ms, null::int as talk_ms
  from call c left join seat s on s.id = c.state -> 'activity' -> 'offer' ->> 'seatId'`;

async function list(db: Db, { found, limit }: { found: RawBuilder<unknown>; limit: number }): Promise<readonly ListedCall[]> {
  const { rows } = await sql<ListedCall>`
    select l.call_id as "callId", l.direction, (extract(epoch from l.started_at) * 1000)::bigint as "startedAt",
      case when l.number_token is not null then reveal_number(l.number_token) end as number,
      k.name as "clientName", l.client_match_count as "clientMatchCount", l.queue, a.display_name as "agentName", l.outcome,
      l.waited_ms as "waitedMs", l.talk_ms as "talkMs",
      (select coalesce(json_agg(json_build_object(
         'recordingId', r.id, 'status', case r.state when 'sealed' then 'sealed' when 'missing' then 'gap' else 'due' end,
         'durationMs', r.frames / ${framesPerMs}) order by r.started_at), '[]') from recording r where r.call_id = l.call_id) as recordings
    from (select * from (${found}) f order by started_at desc, call_id desc limit ${limit}) l
    left join client k on k.id = l.client_id left join agent a on a.id = l.agent_id
    order by l.started_at desc, l.call_id desc`.execute(db);
  return rows;
}

export function createCallReads({ reads }: Pick<Database, 'reads'>): CallReads {
  return {
    page({ agentId, before, limit }) {
      const older = before === null ? sql`true` : sql`(started_at, call_id) < (to_timestamp(${before.startedAt} / 1000.0), ${before.callId}::uuid)`;
      const hers = agentId === null ? sql`true` : sql`agent_id = ${agentId}::uuid`;
      const found = sql`
        (select ${columns} from call_log where ${hers} and ${older} order by started_at desc, call_id desc limit ${limit})
        union all
        (select ${columns} from (${liveCalls}) live where ${hers} and ${older})`;
      return list(reads, { found, limit });
    },
    previous({ clientIds, numberToken, exceptCallId, limit }) {
      const found = sql`
        select ${columns} from call_log
        where (client_id = any (${[...clientIds]}::uuid[]) or number_token = ${numberToken}) and call_id <> ${exceptCallId}::uuid
        order by started_at desc, call_id desc limit ${limit}`;
      return list(reads, { found, limit });
    },
  };
}
