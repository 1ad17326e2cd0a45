/** Seats are rows, not mailboxes: read, step, save by version. */
import { sql } from 'kysely';
import type { SeatRow, SeatStore } from '../../app/ports.ts';
import type { SeatDevices } from '../../app/seat-presence.ts';
import { readEndpoint } from '../../core/seat/endpoint.ts';
import { parseSeatState } from './parse.ts';
import type { Database } from './pool.ts';
import { seatChanges } from './seat-write.ts';

const columns = ['id', 'agent_id', 'extension', 'state', 'version', 'page_id'] as const;
type Row = { id: string; agent_id: string; extension: string; state: unknown; version: number; page_id: string | null };

function seatOf(row: Row | undefined): SeatRow | null {
  if (row === undefined) return null;
  return { seatId: row.id, agentId: row.agent_id, extension: row.extension, state: parseSeatState(row.state), version: row.version, pageId: row.page_id };
}

export function createSeatStore({ live }: Pick<Database, 'live'>): SeatStore & SeatDevices {
  return {
    async find(seatId) {
      return seatOf(await live.selectFrom('seat').select(columns).where('id', '=', seatId).executeTakeFirst());
    },
    async byExtension(extension) {
      return seatOf(await live.selectFrom('seat').select(columns).where('extension', '=', extension).executeTakeFirst());
    },
    async save({ seatId, version, state, at, fact }) {
      const { rows } = await sql`with ${seatChanges([{ seatId, version, state, fact }], at)} select 1 from moved`.execute(live);
      return rows.length === 1;
    },
    /** The seat's version stays: a message is news for its agent, no move of the seat. */
    async message(seatId, { kind, body }, at) {
      await sql`
        with numbered as (update seat set stream_n = stream_n + 1 where id = ${seatId} returning stream_n)
        insert into seat_message (seat_id, n, kind, body, at)
        select ${seatId}, stream_n, ${kind}, ${JSON.stringify(body)}::jsonb, to_timestamp(${at} / 1000.0) from numbered`.execute(live);
    },
    async noteDevice(endpoint, isOnline) {
      const { extension, isPage } = readEndpoint(endpoint);
      const column = isPage ? 'is_page_online' : 'is_device_online';
      await live.updateTable('seat').set({ [column]: isOnline }).where('extension', '=', extension).where(column, 'is distinct from', isOnline).execute();
    },
  };
}
