/**
 * The one way a seat's row changes: by version, with its stream message and its fact, in one statement. The message is
 * numbered from the row that is locked by the change, so a stream has no gaps and no two messages of a number.
 */
import { sql, type RawBuilder } from 'kysely';
import { factOf } from '../../core/seat/step.ts';
import type { SeatState } from '../../core/seat/state.ts';

export interface SeatChange {
  readonly seatId: string;
  /** The version read; the row must still be at it. */
  readonly version: number;
  readonly state: SeatState;
  readonly fact: Readonly<Record<string, unknown>> & { readonly kind: string };
}

export const changeTo = (seat: { seatId: string; version: number }, state: SeatState): SeatChange => ({ seatId: seat.seatId, version: seat.version, state, fact: factOf(state) });

function callIdOf(state: SeatState): string | null {
  if ('reservation' in state) return state.reservation.callId;
  return state.phase === 'acw' ? state.callId : null;
}

/**
 * CTEs `moved` (the seats that changed: id, version, extension), `told` and `noted`, for a statement that goes on from there.
 * A seat's own times never run backwards, though clocks of servers differ: what was before it ends no later than it begins.
 * `guard` is one more condition on a change, e.g. that another CTE found its row.
 */
export function seatChanges(changes: readonly SeatChange[], at: number, guard: RawBuilder<unknown> = sql`true`): RawBuilder<unknown> {
  // `greatest` passes over null: a seat that never moved.
  const time = sql`greatest(s.moved_at, to_timestamp(${at} / 1000.0))`;
  return sql`
    change as (
      select * from unnest(${changes.map((one) => one.seatId)}::text[], ${changes.map((one) => one.version)}::int[],
                           ${changes.map((one) => JSON.stringify(one.state))}::jsonb[], ${changes.map((one) => callIdOf(one.state))}::uuid[],
                           ${changes.map((one) => JSON.stringify(one.fact))}::jsonb[])
        as c (seat_id, version, state, call_id, fact)
    ), moved as (
      update seat s set state = c.state, phase = c.state ->> 'phase', version = s.version + 1, stream_n = s.stream_n + 1, moved_at = ${time},
        phase_since = case when s.phase = c.state ->> 'phase' and s.state ->> 'reason' is not distinct from c.state ->> 'reason' then s.phase_since
                           else ${time} end
      from change c where s.id = c.seat_id and s.version = c.version and ${guard}
      returning s.id, s.version, s.stream_n, s.extension, c.state, c.call_id, c.fact, s.moved_at as at
    ), told as (
      insert into seat_message (seat_id, n, kind, body, at)
      select id, stream_n, 'seat-state', state, at from moved
    ), noted as (
      insert into fact (at, call_id, subject, seq, kind, body)
      select at, call_id, id, version, fact ->> 'kind', fact - 'kind' from moved
    )`;
}
