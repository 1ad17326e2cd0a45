/** What the routing trace and `explain` are read from: the decisions in the facts, who waits, and every seat that is signed in. */
import { sql } from 'kysely';
import type { Floor, RoutingReads } from '../../app/desk/floor.ts';
import type { Decision } from '../../core/match/decision.ts';
import { seatObject, waitingEntries } from './match-rows.ts';
import type { Database } from './pool.ts';

/** Ids begin with the time (UUIDv7): a call's facts are looked for from its month on. */
const begunAt = (callId: string): Date => new Date(Number.parseInt(callId.replaceAll('-', '').slice(0, 12), 16) - 60_000);

export function createRoutingReads({ reads }: Pick<Database, 'reads'>): RoutingReads {
  return {
    async floor() {
      const { rows } = await sql<Floor>`
        select ${waitingEntries} as entries,
          (select coalesce(json_agg(json_build_object('phase', s.phase, 'seat', ${seatObject}) order by s.id), '[]')
           from seat s join agent a on a.id = s.agent_id where s.phase <> 'signed-out') as seats`.execute(reads);
      return rows[0] ?? { entries: [], seats: [] };
    },
    async decisions(callId) {
      const { rows } = await sql<{ body: Decision }>`
        select body from fact where call_id = ${callId}::uuid and kind = 'routed' and at between ${begunAt(callId)} and ${begunAt(callId)}::timestamptz + interval '2 days' order by at, subject`.execute(reads);
      return rows.map(({ body }) => body);
    },
    async agentsOf(callId) {
      const { rows } = await sql<{ agent_id: string | null }>`
        select s.agent_id from call c left join seat s on s.id = c.state -> 'activity' -> 'offer' ->> 'seatId' where c.call_id = ${callId}::uuid
        union all select agent_id from call_log where call_id = ${callId}::uuid and started_at between ${begunAt(callId)} and ${begunAt(callId)}::timestamptz + interval '2 days'`.execute(reads);
      return rows.length === 0 ? null : rows.flatMap(({ agent_id }) => (agent_id === null ? [] : [agent_id]));
    },
    async skilled(queue) {
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from agent_skill k join agent a on a.id = k.agent_id where k.queue = ${queue} and a.may_sign_in`.execute(reads);
      return rows[0]?.n ?? 0;
    },
  };
}
