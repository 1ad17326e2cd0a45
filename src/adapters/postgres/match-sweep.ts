/**
 * What ends by its own time, whatever became of the process that began it: reservations that no call took up and ACW past their end,
 * offered entries that no seat holds, entries whose call is gone, talks of seats whose call is gone (a crash of the store lost its end).
 */
import { sql } from 'kysely';
import type { SeatEvent } from '../../core/seat/events.ts';
import type { SeatState } from '../../core/seat/state.ts';
import { stepSeat } from '../../core/seat/step.ts';
import { parseSeatState } from './parse.ts';
import type { Db } from './pool.ts';
import { OWN_ID } from './row-text.ts';
import { changeTo, seatChanges, type SeatChange } from './seat-write.ts';

/** When this state ends by itself, and by which event; null: never. */
function endOf(state: SeatState): { dueAt: number; kind: 'reservation-expired' | 'acw-ended' } | null {
  switch (state.phase) {
    case 'reserved':
    case 'ringing':
      return { dueAt: state.expiresAt, kind: 'reservation-expired' };
    case 'acw':
      return { dueAt: state.acwEndsAt, kind: 'acw-ended' };
    case 'signed-out':
    case 'not-ready':
    case 'ready':
    case 'talking':
      return null;
  }
}

function swept(state: SeatState, event: SeatEvent): SeatState | null {
  const stepped = stepSeat(state, event);
  return stepped.kind === 'accepted' && stepped.state !== state ? stepped.state : null;
}

/** A talk is begun long after its call's row: one without it for so long is over. */
const ORPHAN_AFTER_MS = 60_000;

async function readOrphans(db: Db, at: number): Promise<SeatChange[]> {
  const rows = await sql<{ id: string; state: unknown; version: number }>`
    select s.id, s.state, s.version from seat s
    where s.phase = 'talking' and not exists (select from call c where c.call_id = (s.state -> 'reservation' ->> 'callId')::uuid)`.execute(db);
  const changes: SeatChange[] = [];
  for (const row of rows.rows) {
    const state = parseSeatState(row.state);
    if (state.phase !== 'talking' || state.since > at - ORPHAN_AFTER_MS) continue;
    const next = swept(state, { at, kind: 'talk-ended', reservationId: state.reservation.reservationId, acwMs: 0 });
    if (next !== null) changes.push(changeTo({ seatId: row.id, version: row.version }, next));
  }
  return changes;
}

interface Due {
  readonly changes: readonly SeatChange[];
  readonly nextDueAt: number | null;
}

/**
 * A reservation that its call has taken up is the call's to end, and no clock's: its server may be down while the agent picks up, and a
 * seat freed meanwhile would get a second call into its talk. Whoever has the call next compares it with Asterisk and lets go of the seat.
 */
async function readDue(db: Db, at: number): Promise<Due> {
  const { rows } = await sql<{ id: string; state: unknown; version: number; is_taken_up: boolean }>`
    select s.id, s.state, s.version, exists (
      select from call c where c.call_id = (s.state -> 'reservation' ->> 'callId')::uuid
        and s.state -> 'reservation' ->> 'reservationId' in (
          select replace(held.id, ${OWN_ID}, c.call_id::text) from (values
            (c.state -> 'activity' -> 'offer' ->> 'reservationId'),
            (case when c.state -> 'activity' -> 'guest' ->> 'step' <> 'reserving' then c.state -> 'activity' -> 'guest' -> 'who' ->> 'reservationId' end),
            (case when c.state -> 'activity' -> 'monitor' ->> 'step' <> 'reserving' then c.state -> 'activity' -> 'monitor' ->> 'reservationId' end)) as held (id))
    ) as is_taken_up
    from seat s where s.phase in ('reserved', 'ringing', 'acw')`.execute(db);
  const changes: SeatChange[] = [];
  let nextDueAt: number | null = null;
  for (const row of rows) {
    if (row.is_taken_up) continue;
    const state = parseSeatState(row.state);
    const end = endOf(state);
    if (end === null) continue;
    const next = end.dueAt <= at ? swept(state, { at, kind: end.kind }) : null;
    if (next !== null) changes.push(changeTo({ seatId: row.id, version: row.version }, next));
    else nextDueAt = Math.min(nextDueAt ?? end.dueAt, end.dueAt);
  }
  return { changes, nextDueAt };
}

/** Entries go back to their old place as soon as no seat holds their reservation and its time is over. */
async function releaseEntries(db: Db, at: number): Promise<number> {
  const { rows } = await sql`
    with stray as (
      delete from queue_entry e where not exists (select from call c where c.call_id = e.call_id) returning 1
    ), back as (
      update queue_entry e set phase = 'waiting', reservation_id = null, seat_id = null, expires_at = null
      where e.phase = 'offered' and e.expires_at <= to_timestamp(${at} / 1000.0)
        and exists (select from call c where c.call_id = e.call_id)
        and not exists (select from seat s where s.id = e.seat_id and s.state -> 'reservation' ->> 'reservationId' = e.reservation_id)
      returning 1
    ), unread as (
      -- An offer that nobody read in its time is not heard later: the seat is not held for it any more.
      delete from inbox where event ->> 'kind' = 'seat-offered' and (event ->> 'expiresAt')::bigint <= ${at}
    )
    select 1 from stray union all select 1 from back`.execute(db);
  return rows.length;
}

export async function sweepReservations(db: Db, at: number): Promise<{ changed: number; nextDueAt: number | null }> {
  const [due, orphans] = await Promise.all([readDue(db, at), readOrphans(db, at)]);
  const { nextDueAt } = due;
  const changes = [...due.changes, ...orphans];
  const { rows } = changes.length === 0 ? { rows: [] } : await sql`with ${seatChanges(changes, at)} select 1 from moved`.execute(db);
  return { changed: rows.length + (await releaseEntries(db, at)), nextDueAt };
}
