/** What the matcher reads and does. The compare-and-set of an offer guards; the lease only saves work. */
import { sql } from 'kysely';
import type { MatchStore } from '../../app/ports.ts';
import type { ReadySeat, WaitingEntry } from '../../core/match/types.ts';
import { offerSeat } from './match-offer.ts';
import { sweepReservations } from './match-sweep.ts';
import type { Database } from './pool.ts';

const epochMs = (column: string) => sql.raw(`(extract(epoch from ${column}) * 1000)::bigint`);

export function createMatchStore({ live }: Pick<Database, 'live'>): MatchStore {
  return {
    /** One statement, so both lists are of one moment; no seat is read while nobody waits. */
    async read() {
      const { rows } = await sql<{ entries: WaitingEntry[]; seats: ReadySeat[] }>`
        select
          (select coalesce(json_agg(json_build_object(
             'entryId', entry_id, 'callId', call_id, 'queue', queue, 'priority', priority, 'enteredAt', ${epochMs('entered_at')},
             'excludeSeries', exclude_series, 'missedBy', missed_by) order by priority desc, entered_at, entry_id), '[]')
           from queue_entry where phase = 'waiting') as entries,
          (select coalesce(json_agg(json_build_object(
             'seatId', s.id, 'extension', s.extension, 'series', a.series, 'readySince', (s.state ->> 'since')::bigint, 'version', s.version,
             'licensedUntil', ${epochMs('a.licence_valid_until')},
             'skills', (select coalesce(json_agg(json_build_object('queue', k.queue, 'level', k.level)), '[]') from agent_skill k where k.agent_id = a.id))), '[]')
           from seat s join agent a on a.id = s.agent_id
           where s.phase = 'ready' and exists (select from queue_entry w where w.phase = 'waiting')) as seats`.execute(live);
      return rows[0] ?? { entries: [], seats: [] };
    },
    offer: (offer) => offerSeat(live, offer),
    sweep: (at) => sweepReservations(live, at),
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
