/** What a supervisor reads of a seat: its row, its agent's licence and skills, where its phone is. */
import { sql } from 'kysely';
import type { Talk } from '../../contract/desk/monitor.ts';
import type { OverseenSeat, SeatOversight } from '../../app/desk/oversee-seat.ts';
import { parseSeatState } from './parse.ts';
import type { Database } from './pool.ts';

/** More than anybody looks through. */
const shownAtMost = 200;

export function createSeatOversight({ live }: Pick<Database, 'live'>): SeatOversight {
  return {
    async isSupervisor(agentId) {
      const { rows } = await sql`select from agent where id = ${agentId}::uuid and 'supervisor' = any (roles) and may_sign_in`.execute(live);
      return rows.length > 0;
    },
    async isLiveCall(callId) {
      const { rows } = await sql`select from call where call_id = ${callId}::uuid`.execute(live);
      return rows.length > 0;
    },
    async talks() {
      const { rows } = await sql<Talk>`
        select c.call_id::text as "callId", a.display_name as "agentName", s.extension, c.state -> 'activity' ->> 'queue' as queue,
          (c.state -> 'activity' ->> 'connectedAt')::float8 as since,
          c.state -> 'activity' -> 'monitor' ->> 'extension' as "monitoredBy", c.state -> 'activity' -> 'monitor' ->> 'mode' as mode
        from call c join seat s on s.id = c.state -> 'activity' -> 'offer' ->> 'seatId' join agent a on a.id = s.agent_id
        where c.state -> 'activity' ->> 'phase' = 'conversation' and c.state -> 'activity' ->> 'step' = 'connected'
        order by since, c.call_id limit ${shownAtMost}`.execute(live);
      return rows;
    },
    async find(seatId) {
      const { rows } = await sql<Omit<OverseenSeat, 'state' | 'since' | 'licensedUntil'> & { state: unknown; since: Date; licensedUntil: Date | null }>`
        select s.id as "seatId", s.agent_id as "agentId", s.extension, s.state, s.phase_since as since, a.licence_valid_until as "licensedUntil",
          case when s.page_id is null then s.is_device_online else s.is_page_online end as "isDeviceOnline",
          case when s.page_id is null then s.exchange else s.page_exchange end as exchange,
          array(select k.queue from agent_skill k where k.agent_id = a.id order by k.level desc, k.queue) as queues
        from seat s join agent a on a.id = s.agent_id where s.id = ${seatId}`.execute(live);
      const row = rows[0];
      return row === undefined ? null : { ...row, state: parseSeatState(row.state), since: row.since.getTime(), licensedUntil: row.licensedUntil?.getTime() ?? null };
    },
  };
}
