/** Which page has a seat's phone. The row is changed together with the message that tells the other pages. */
import { sql } from 'kysely';
import type { PagePhoneStore } from '../../app/desk/page-phone-ports.ts';
import type { Database, Db } from './pool.ts';

async function backToDesk(live: Db, { seatId, at }: { seatId: string; at: number }, phases: readonly string[]): Promise<boolean> {
  const { rows } = await sql`
    with numbered as (
      update seat set page_id = null, is_page_online = null, stream_n = stream_n + 1
      where id = ${seatId} and page_id is not null and phase = any (${phases}::text[])
      returning stream_n
    )
    insert into seat_message (seat_id, n, kind, body, at)
    select ${seatId}, stream_n, 'seat-phone', '{"kind": "desk"}'::jsonb, to_timestamp(${at} / 1000.0) from numbered returning 1`.execute(live);
  return rows.length > 0;
}

export function createPagePhoneStore({ live }: Pick<Database, 'live'>): PagePhoneStore {
  return {
    async take({ seatId, pageId, at }) {
      const { rows } = await sql<{ before: string | null; callId: string | null }>`
        with seat_before as (
          select id, page_id, state -> 'reservation' ->> 'callId' as call_id from seat where id = ${seatId} and phase <> 'signed-out' for update
        ), numbered as (
          update seat s set page_id = ${pageId}, is_page_online = case when s.page_id = ${pageId} then s.is_page_online end, stream_n = s.stream_n + 1
          from seat_before b where s.id = b.id returning s.stream_n
        ), told as (
          insert into seat_message (seat_id, n, kind, body, at)
          select ${seatId}, stream_n, 'seat-phone', json_build_object('kind', 'browser', 'pageId', ${pageId}::text), to_timestamp(${at} / 1000.0) from numbered
        )
        select page_id as before, call_id as "callId" from seat_before`.execute(live);
      const row = rows[0];
      return row === undefined ? null : { isNewPage: row.before !== pageId, callId: row.callId };
    },
    release: (seat) => backToDesk(live, seat, ['signed-out']),
    toDesk: (seat) => backToDesk(live, seat, ['signed-out', 'not-ready', 'ready', 'acw']),
    async held() {
      const rows = await live.selectFrom('seat').select(['id', 'extension', 'phase']).where('page_id', 'is not', null).execute();
      return rows.map((row) => ({ seatId: row.id, extension: row.extension, isSignedOut: row.phase === 'signed-out' }));
    },
  };
}
