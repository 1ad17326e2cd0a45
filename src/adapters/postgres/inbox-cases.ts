/** The inbox of the desk over client_case; each move is one flushed statement with its fact, from exactly the state it was decided on. */
import { sql } from 'kysely';
import type { InboxStore, StoredCase } from '../../app/desk/inbox.ts';
import type { Database } from './pool.ts';

const time = (at: number) => sql`to_timestamp(${at} / 1000.0)`;
const ms = (column: string) => sql.raw(`(extract(epoch from ${column}) * 1000)::bigint`);
const closedShownDays = 7;

export function createInboxCases({ reads, flushed }: Pick<Database, 'reads' | 'flushed'>): InboxStore {
  return {
    async list(limit) {
      const { rows } = await sql<StoredCase>`
        select k.id as "caseId", k.case_no as "caseNo", k.box, k.state, ${ms('k.filed_at')} as "filedAt", k.language, k.duration_ms as "durationMs",
          case when k.number_token is not null then reveal_number(k.number_token) end as number, c.name as "clientName",
          json_build_object('recordingId', k.recording_id, 'status', case r.state when 'sealed' then 'sealed' when 'missing' then 'gap' else 'due' end) as recording,
          ${ms('k.accept_by')} as "acceptBy", ${ms('k.result_by')} as "resultBy", a.display_name as "takenBy", k.taken_by as "takenById"
        from client_case k left join client c on c.id = k.client_id left join agent a on a.id = k.taken_by left join recording r on r.id = k.recording_id
        where k.state <> 'closed' or k.closed_at > now() - make_interval(days => ${closedShownDays})
        order by k.state = 'closed', coalesce(k.accept_by, k.filed_at + interval '100 years'), k.filed_at desc limit ${limit}`.execute(reads);
      return rows;
    },
    async find(caseId) {
      const row = await reads.selectFrom('client_case').select(['state', 'taken_by']).where('id', '=', caseId).executeTakeFirst();
      return row === undefined ? null : { state: row.state, takenById: row.taken_by };
    },
    async take({ caseId, agentId, at }) {
      const { rows } = await sql`
        with taken as (
          update client_case set state = 'taken', taken_by = ${agentId}::uuid, taken_at = coalesce(taken_at, ${time(at)}), version = version + 1
          where id = ${caseId}::uuid and (state = 'open' or (state = 'taken' and taken_by = ${agentId}::uuid)) returning id, version
        ), told as (
          insert into fact (at, subject, seq, kind, body) select ${time(at)}, id::text, version, 'client-case-taken', jsonb_build_object('agentId', ${agentId}::text) from taken
        )
        select 1 from taken`.execute(flushed);
      return rows.length === 1;
    },
    async close({ caseId, agentId, result, at }) {
      const { rows } = await sql`
        with closed as (
          update client_case set state = 'closed', closed_by = ${agentId}::uuid, closed_at = ${time(at)}, result = ${result}, version = version + 1
          where id = ${caseId}::uuid and state = 'taken' and taken_by = ${agentId}::uuid returning id, version
        ), told as (
          insert into fact (at, subject, seq, kind, body) select ${time(at)}, id::text, version, 'client-case-closed', jsonb_build_object('agentId', ${agentId}::text) from closed
        )
        select 1 from closed`.execute(flushed);
      return rows.length === 1;
    },
  };
}
