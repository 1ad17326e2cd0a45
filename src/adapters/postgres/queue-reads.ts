/** Queues as the firm set them, and who is there for them. */
import { sql } from 'kysely';
import type { QueueReads } from '../../app/queues/ports.ts';
import { queueRulesOf, queueRulesSchema } from '../../contract/queue-rules.ts';
import type { Database } from './pool.ts';

export function createQueueReads({ live, flushed }: Pick<Database, 'live' | 'flushed'>): QueueReads {
  const count = async (queue: string, where: ReturnType<typeof sql>): Promise<number> => {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from agent_skill k join agent a on a.id = k.agent_id where k.queue = ${queue} and a.may_sign_in and ${where}`.execute(live);
    return rows[0]?.n ?? 0;
  };
  return {
    async all() {
      const rows = await live.selectFrom('queue').select(['name', 'calendar', 'is_watched', 'last_agent_ms', 'max_wait_ms', 'rules']).execute();
      return rows.map((row) => {
        const rules = queueRulesSchema.safeParse(row.rules);
        const given = rules.success ? rules.data : { overflow: {}, keys: {} };
        return { name: row.name, isWatched: row.is_watched, rules: queueRulesOf({ calendar: row.calendar, maxWaitMs: row.max_wait_ms, lastAgentMs: row.last_agent_ms, rules: given }) };
      });
    },
    staffed: (queue) => count(queue, sql`exists (select from seat s where s.agent_id = a.id and s.phase <> 'signed-out')`),
    skilled: (queue) => count(queue, sql`true`),
    // Servers that look at the same moment come one after the other: who is second finds the fact of the first.
    note: ({ queue, kind, at }) =>
      flushed.transaction().execute(async (transaction) => {
        const subject = `queue:${queue}`;
        await sql`select pg_advisory_xact_lock(hashtextextended(${subject}, 0))`.execute(transaction);
        await sql`
          with last as (
            select kind, seq, at from fact where call_id is null and subject = ${subject} and kind in ('queue-unstaffed', 'queue-staffed-again') order by seq desc limit 1
          )
          insert into fact (at, subject, seq, kind, body)
          select to_timestamp(${at} / 1000.0), ${subject}, coalesce((select seq from last), 0) + 1, ${kind},
            jsonb_build_object('queue', ${queue}::text, 'forMs', case when ${kind}::text = 'queue-unstaffed' then 0 else (select greatest(0, ${at} - extract(epoch from at) * 1000)::bigint from last) end)
          where coalesce((select kind from last), 'queue-staffed-again') <> ${kind}`.execute(transaction);
      }),
  };
}
