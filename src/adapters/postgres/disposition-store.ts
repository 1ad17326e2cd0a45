/** What agents filed about their calls. The note is in the agent's words: it is read by who may see the call, and logged nowhere. */
import { sql } from 'kysely';
import type { DispositionStore } from '../../app/desk/disposition.ts';
import type { Database } from './pool.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function createDispositionStore({ live }: Pick<Database, 'live'>): DispositionStore {
  return {
    async took(callId, agentId) {
      if (!uuid.test(callId)) return false;
      const row = await live.selectFrom('call_log').select('call_id').where('call_id', '=', callId).where('agent_id', '=', agentId).executeTakeFirst();
      return row !== undefined;
    },
    /** Filed once for each agent of a call; filing again corrects it. The fact says that it was filed, not what it says. */
    async file({ callId, agentId, code, note, at }) {
      await sql`
        with filed as (
          insert into disposition (call_id, agent_id, code, note, filed_at, changed_at)
          values (${callId}::uuid, ${agentId}::uuid, ${code}, ${note}, to_timestamp(${at} / 1000.0), to_timestamp(${at} / 1000.0))
          on conflict (call_id, agent_id) do update set code = excluded.code, note = excluded.note, changed_at = excluded.changed_at, version = disposition.version + 1
          returning code, version
        )
        insert into fact (at, call_id, subject, seq, kind, body)
        select to_timestamp(${at} / 1000.0), ${callId}::uuid, 'disposition:' || ${agentId}, version, 'disposition-filed', json_build_object('code', code)
        from filed`.execute(live);
    },
  };
}
