/** Who waits. The sort key is the time the caller first entered; it stays through every return. */
import { sql } from 'kysely';
import type { QueueStore } from '../../app/ports.ts';
import { HEAD_START_MS } from '../../core/match/order.ts';
import { stateOf } from './fault.ts';
import type { Database } from './pool.ts';

/** A foreign key: the queue was taken away. */
const noSuchQueue = '23503';

/** The order of core/match/order.ts. */
const HEAD_START = sql`${HEAD_START_MS} * interval '1 ms'`;

export function createQueueStore({ live }: Pick<Database, 'live'>): QueueStore {
  return {
    /** Idempotent by entryId: the command may come again after a restart. */
    async enter({ entryId, callId, queue, enteredAt, priority, excludeSeries, prefer }) {
      try {
        await live
          .insertInto('queue_entry')
          .values({
            entry_id: entryId, call_id: callId, queue, entered_at: new Date(enteredAt), priority, exclude_series: [...excludeSeries],
            prefer_agent: prefer?.agentId ?? null, prefer_until: prefer === undefined ? null : new Date(prefer.untilAt),
          })
          .onConflict((conflict) => conflict.column('entry_id').doNothing())
          .execute();
        return true;
      } catch (error) {
        if (stateOf(error) === noSuchQueue) return false;
        throw error;
      }
    },
    /** The reason is the call's fact; here the row only goes. */
    async leave(entryId) {
      await live.deleteFrom('queue_entry').where('entry_id', '=', entryId).execute();
    },
    /** Seats that missed are asked last; a seat that misses a second time begins a new round. */
    async giveBack(entryId, reservationId) {
      await sql`
        update queue_entry set phase = 'waiting', reservation_id = null, seat_id = null, expires_at = null,
          missed_by = case when seat_id = any (missed_by) then array[seat_id] else missed_by || seat_id end
        where entry_id = ${entryId} and reservation_id = ${reservationId}`.execute(live);
    },
    async place(entryId) {
      const { rows } = await sql<{ place: number; staffed: number; gapMs: number | null; samples: number | null }>`
        select (select count(*) from seat s join agent_skill k on k.agent_id = s.agent_id and k.queue = e.queue where s.phase <> 'signed-out') as staffed,
          p.gap_ms as "gapMs", p.samples, (select count(*) from queue_entry o
                where o.queue = e.queue and o.phase = 'waiting'
                  and (o.entered_at - o.priority * ${HEAD_START}, o.entry_id) <= (e.entered_at - e.priority * ${HEAD_START}, e.entry_id)) as place
        from queue_entry e left join queue_pace p on p.queue = e.queue where e.entry_id = ${entryId} and e.phase = 'waiting'`.execute(live);
      const row = rows[0];
      if (row === undefined) return null;
      const { place, staffed, gapMs, samples } = row;
      return { place, staffed, pace: gapMs === null || samples === null ? null : { gapMs, samples } };
    },
    async settings(queue) {
      const row = await live.selectFrom('queue').select(['ring_ms', 'acw_ms', 'max_wait_ms']).where('name', '=', queue).executeTakeFirst();
      return row === undefined ? null : { ringMs: row.ring_ms, acwMs: row.acw_ms, maxWaitMs: row.max_wait_ms };
    },
  };
}
