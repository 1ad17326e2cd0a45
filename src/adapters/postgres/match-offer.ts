/**
 * An offer: seat ready -> reserved, entry waiting -> offered, the event in the inbox of the call's owner, the seat's stream
 * message and fact, and the decision for the routing trace. One statement, so it happens whole or not at all. The entry is locked before the seat, by everybody.
 */
import { sql } from 'kysely';
import type { InboxRow, MatchStore } from '../../app/ports.ts';
import { PAGE_PREFIX } from '../../core/seat/endpoint.ts';
import { stepSeat } from '../../core/seat/step.ts';
import { stateOf } from './fault.ts';
import { parseInboxEvent } from './parse.ts';
import type { Db } from './pool.ts';
import { changeTo, seatChanges } from './seat-write.ts';

type Offer = Parameters<MatchStore['offer']>[0];

/** The machine of the seat says what "reserved" looks like; that the seat is ready is checked on its row. */
function reservedState({ reservationId, callId, entryId, expiresAt, at }: Offer) {
  const stepped = stepSeat({ phase: 'ready', since: at }, { kind: 'reserved', at, reservation: { reservationId, callId, entryId }, expiresAt });
  if (stepped.kind === 'refused') throw new Error(`a ready seat refuses a reservation: ${stepped.code}`);
  return stepped.state;
}

async function offerOnce(db: Db, offer: Offer): Promise<InboxRow | null> {
  const { entryId, callId, seatId, seatVersion, reservationId, expiresAt, at } = offer;
  const seat = seatChanges([changeTo({ seatId, version: seatVersion }, reservedState(offer))], at, sql`exists (select from pair)`);
  const { rows: [row] } = await sql<{ node: string; inbox_id: string; event: unknown; offset_ms: number }>`
    with entry as (
      select e.entry_id, e.queue, c.node, l.exchange from queue_entry e join call c on c.call_id = e.call_id left join app_lease l on l.node = c.node
      where e.entry_id = ${entryId} and e.call_id = ${callId}::uuid and e.phase = 'waiting' for update of e
    ), pair as (
      select s.extension, s.page_id, q.ring_ms, q.acw_ms, entry.node,
        -- A phone that is registered at another exchange than the caller's is named with it.
        (case when s.page_id is null then s.extension else ${PAGE_PREFIX}::text || s.extension end)
          || coalesce('@' || nullif(case when s.page_id is null then s.exchange else s.page_exchange end, entry.exchange), '') as endpoint
      from entry join queue q on q.name = entry.queue join seat s on s.id = ${seatId}
      where s.version = ${seatVersion} and s.phase = 'ready' for update of s
    ), ${seat}, offered as (
      update queue_entry e set phase = 'offered', reservation_id = ${reservationId}, seat_id = ${seatId}, expires_at = to_timestamp(${expiresAt} / 1000.0)
      from moved where e.entry_id = ${entryId}
      returning e.entry_id
    ), routed as (
      insert into fact (at, call_id, subject, seq, kind, body)
      select to_timestamp(${at} / 1000.0), ${callId}::uuid, ${reservationId}, 0, 'routed', ${JSON.stringify(offer.decision ?? {})}::jsonb from offered where ${offer.decision !== undefined}::bool
    )
    insert into inbox (node, call_id, event)
    select pair.node, ${callId}::uuid, json_build_object(
      'kind', 'seat-offered', 'at', ${at}::bigint, 'seatId', ${seatId}::text, 'extension', pair.extension, 'entryId', offered.entry_id,
      'reservationId', ${reservationId}::text, 'expiresAt', ${expiresAt}::bigint, 'ringMs', pair.ring_ms, 'acwMs', pair.acw_ms,
      'endpoint', pair.endpoint, 'isPage', pair.page_id is not null)
    from pair cross join offered
    returning node, inbox_id, event, (select offset_ms from business_clock) as offset_ms`.execute(db);
  const event = row === undefined ? null : parseInboxEvent(row.event, row.offset_ms);
  return row === undefined || event === null ? null : { node: row.node, inboxId: String(row.inbox_id), callId, event };
}

const deadlock = '40P01';

export async function offerSeat(db: Db, offer: Offer): Promise<InboxRow | null> {
  try {
    return await offerOnce(db, offer);
  } catch (error) {
    // A sweep that locks several rows can meet an offer head-on; the loser of the deadlock has simply lost.
    if (stateOf(error) === deadlock) return null;
    throw error;
  }
}
