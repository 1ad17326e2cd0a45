/** Cases that callers left after the tone. Who they are stands in the live call, and in the history once it is over. */
import { sql } from 'kysely';
import type { ClientCases, ClientCaseStatus, NewClientCase } from '../../app/house/ports.ts';
import { stateOf } from './fault.ts';
import type { Database, Db } from './pool.ts';

const uniqueViolation = '23505';
const time = (at: number) => sql`to_timestamp(${at} / 1000.0)`;
const status = sql`case_no as "caseNo", box, state, (extract(epoch from filed_at) * 1000)::bigint as "filedAt"`;

/** `live`: the call goes on; its state says who it is. Else the history does. Neither: nobody is known. */
async function file(db: Db, wanted: NewClientCase): Promise<'filed' | 'exists' | 'number-taken'> {
  const { caseId, caseNo, box, callId, recordingId, durationMs, at, acceptBy, resultBy } = wanted;
  try {
    const { rows } = await sql`
      with caller as (
        select c.state ->> 'numberToken' as number_token, coalesce(c.state ->> 'language', 'zh-CN') as language,
          coalesce(nullif(c.state -> 'auth' ->> 'clientId', ''), case when jsonb_array_length(c.state -> 'clientMatches') = 1 then c.state -> 'clientMatches' ->> 0 end) as client_id
        from call c where c.call_id = ${callId}::uuid
        union all
        select l.number_token, 'zh-CN', l.client_id::text from call_log l where l.call_id = ${callId}::uuid and l.started_at > ${time(at)} - interval '1 day'
        union all
        select null, 'zh-CN', null
        limit 1
      ), filed as (
        insert into client_case (id, case_no, box, call_id, recording_id, client_id, number_token, language, duration_ms, filed_at, accept_by, result_by)
        select ${caseId}::uuid, ${caseNo}, ${box}, ${callId}::uuid, ${recordingId}, k.id, caller.number_token, caller.language, ${durationMs}, ${time(at)},
          ${acceptBy === null ? null : time(acceptBy)}, ${resultBy === null ? null : time(resultBy)}
        from caller left join client k on k.id::text = caller.client_id
        on conflict (recording_id) do nothing returning id
      ), told as (
        insert into fact (at, subject, seq, kind, body)
        select ${time(at)}, id::text, 0, 'client-case-filed', jsonb_build_object('box', ${box}::text, 'callId', ${callId}::text, 'recordingId', ${recordingId}::text) from filed
      )
      select 1 from filed`.execute(db);
    return rows.length === 1 ? 'filed' : 'exists';
  } catch (error) {
    if (stateOf(error) === uniqueViolation) return 'number-taken';
    throw error;
  }
}

export function createClientCaseStore({ flushed, live }: Pick<Database, 'flushed' | 'live'>): ClientCases {
  return {
    file: (wanted) => file(flushed, wanted),
    async byNumber(caseNo) {
      const { rows } = await sql<ClientCaseStatus>`select ${status} from client_case where case_no = ${caseNo}`.execute(live);
      return rows[0] ?? null;
    },
    async ofCall(callId) {
      const { rows } = await sql<ClientCaseStatus>`select ${status} from client_case where call_id = ${callId}::uuid order by filed_at desc limit 1`.execute(live);
      return rows[0] ?? null;
    },
  };
}
