/** Who waits. The sort key is the time the caller first entered; it stays through every return. */
import { sql } from 'kysely';
import type { QueueStore } from '../../app/ports.ts';
import type { Database } from './pool.ts';

export function createQueueStore({ live }: Pick<Database, 'live'>): QueueStore {
  return {
    /** Idempotent by entryId: the command may come again after a restart. */
    async enter({ entryId, callId, queue, enteredAt, priority, excludeSeries }) {
      await live
        .insertInto('queue_entry')
        .values({ entry_id: entryId, call_id: callId, queue, entered_at: new Date(enteredAt), priority, exclude_series: [...excludeSeries] })
        .onConflict((conflict) => conflict.column('entry_id').doNothing())
        .execute();
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
      const { rows } = await sql<{ place: number }>`
        select (select count(*) from queue_entry o
                where o.queue = e.queue and o.phase = 'waiting'
                  and (-o.priority, o.entered_at, o.entry_id) <= (-e.priority, e.entered_at, e.entry_id)) as place
        from queue_entry e where e.entry_id = ${entryId} and e.phase = 'waiting'`.execute(live);
      return rows[0]?.place ?? null;
    },
    async settings(queue) {
      const row = await live.selectFrom('queue').select(['ring_ms', 'acw_ms', 'max_wait_ms']).where('name', '=', queue).executeTakeFirst();
      return row === undefined ? null : { ringMs: row.ring_ms, acwMs: row.acw_ms, maxWaitMs: row.max_wait_ms };
    },
  };
}
