/**
 * A seat that an agent chose for her client: ready -> reserved by compare-and-set, and the event in the inbox of the call's owner, in one
 * statement, as an offer of the matcher (match-offer.ts), but without an entry in a queue.
 */
import { sql } from 'kysely';
import type { SeatReserved, SeatStore } from '../../app/ports.ts';
import { PAGE_PREFIX } from '../../core/seat/endpoint.ts';
import { stepSeat } from '../../core/seat/step.ts';
import { parseSeatState } from './parse.ts';
import type { Db } from './pool.ts';
import { changeTo, seatChanges } from './seat-write.ts';

/** Somebody was faster each time: the seat is busy then. */
const MAX_TRIES = 5;

export async function reserveSeat(db: Db, wish: Parameters<SeatStore['reserve']>[0]): Promise<SeatReserved> {
  const { seatId, callId, entryId, reservationId, queue, expiresAt, at } = wish;
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const row = await db.selectFrom('seat').select(['state', 'version']).where('id', '=', seatId).executeTakeFirst();
    if (row === undefined) return { kind: 'refused', code: 'SEAT_UNKNOWN' };
    const state = parseSeatState(row.state);
    if ('reservation' in state && state.reservation.reservationId === reservationId) return { kind: 'reserved' };
    const stepped = stepSeat(state, { kind: 'reserved', at, reservation: { reservationId, callId, entryId }, expiresAt });
    if (stepped.kind === 'refused') return { kind: 'refused', code: stepped.code === 'SEAT_BUSY' ? 'SEAT_BUSY' : 'SEAT_NOT_READY' };
    const seat = seatChanges([changeTo({ seatId, version: row.version }, stepped.state)], at, sql`exists (select from owner)`);
    const { rows } = await sql`
      with owner as (
        select c.node, s.extension, s.page_id, q.ring_ms, q.acw_ms,
          -- A phone that is registered at another exchange than the caller's is named with it.
          (case when s.page_id is null then s.extension else ${PAGE_PREFIX}::text || s.extension end)
            || coalesce('@' || nullif(case when s.page_id is null then s.exchange else s.page_exchange end, l.exchange), '') as endpoint
        from call c left join app_lease l on l.node = c.node join seat s on s.id = ${seatId} join queue q on q.name = ${queue}
        where c.call_id = ${callId}::uuid
      ), ${seat}
      insert into inbox (node, call_id, event)
      select owner.node, ${callId}::uuid, json_build_object(
        'kind', 'seat-offered', 'at', ${at}::bigint, 'seatId', ${seatId}::text, 'extension', owner.extension, 'entryId', ${entryId}::text,
        'reservationId', ${reservationId}::text, 'expiresAt', ${expiresAt}::bigint, 'ringMs', owner.ring_ms, 'acwMs', owner.acw_ms,
        'endpoint', owner.endpoint, 'isPage', owner.page_id is not null)
      from owner cross join moved
      returning 1`.execute(db);
    if (rows.length === 1) return { kind: 'reserved' };
  }
  return { kind: 'refused', code: 'SEAT_BUSY' };
}
