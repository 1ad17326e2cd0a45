/** What the matcher reads and does. The compare-and-set of an offer guards; the lease only saves work. */
import { sql } from 'kysely';
import type { MatchStore } from '../../app/ports.ts';
import type { ReadySeat, WaitingEntry } from '../../core/match/types.ts';
import { offerSeat } from './match-offer.ts';
import { seatObject, waitingEntries } from './match-rows.ts';
import { sweepReservations } from './match-sweep.ts';
import type { Database } from './pool.ts';

export function createMatchStore({ live }: Pick<Database, 'live'>): MatchStore {
  return {
    /** One statement, so both lists are of one moment; no seat is read while nobody waits. */
    async read() {
      const { rows } = await sql<{ entries: WaitingEntry[]; seats: ReadySeat[] }>`
        select
          ${waitingEntries} as entries,
          (select coalesce(json_agg(${seatObject}), '[]')
           from seat s join agent a on a.id = s.agent_id
           where s.phase = 'ready' and exists (select from queue_entry w where w.phase = 'waiting')) as seats`.execute(live);
      return rows[0] ?? { entries: [], seats: [] };
    },
    offer: (offer) => offerSeat(live, offer),
    sweep: (at) => sweepReservations(live, at),
    async readPaces() {
      const rows = await live.selectFrom('queue_pace').selectAll().execute();
      return new Map(rows.map(({ queue, gap_ms, samples }) => [queue, { gapMs: gap_ms, samples }]));
    },
    async keepPaces(paces, at) {
      const rows = [...paces].map(([queue, { gapMs, samples }]) => ({ queue, gap_ms: Math.round(gapMs), samples }));
      await sql`
        insert into queue_pace (queue, gap_ms, samples, at)
        select p.queue, p.gap_ms, p.samples, to_timestamp(${at} / 1000.0) from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as p (queue text, gap_ms int, samples int)
        join queue q on q.name = p.queue
        on conflict (queue) do update set gap_ms = excluded.gap_ms, samples = excluded.samples, at = excluded.at`.execute(live);
    },
    async holdLease(owner, ttlMs) {
      const { rows } = await sql`
        insert into matcher_lease (owner, expires_at) values (${owner}, clock_timestamp() + ${ttlMs} * interval '1 ms')
        on conflict (name) do update set owner = excluded.owner, expires_at = excluded.expires_at
        where matcher_lease.owner = excluded.owner or matcher_lease.expires_at < clock_timestamp()
        returning 1`.execute(live);
      return rows.length === 1;
    },
  };
}
