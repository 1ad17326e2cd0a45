/** Seats are rows, not mailboxes: read, step, save by version. */
import { sql } from 'kysely';
import type { SeatRow, SeatStore } from '../../app/ports.ts';
import { parseSeatState } from './parse.ts';
import type { Database } from './pool.ts';
import { seatChanges } from './seat-write.ts';

export interface SeatDevices {
  /** The seat's phone registered or went; for the desk's badge. Changes nothing else. */
  noteDevice(extension: string, isOnline: boolean): Promise<void>;
}

const columns = ['id', 'agent_id', 'extension', 'state', 'version'] as const;

function seatOf(row: { id: string; agent_id: string; extension: string; state: unknown; version: number } | undefined): SeatRow | null {
  return row === undefined ? null : { seatId: row.id, agentId: row.agent_id, extension: row.extension, state: parseSeatState(row.state), version: row.version };
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
    /** The seat's version stays: a pop is news for its agent, no move of the seat. */
    async pop(seatId, pop, at) {
      await sql`
        with numbered as (update seat set stream_n = stream_n + 1 where id = ${seatId} returning stream_n)
        insert into seat_message (seat_id, n, kind, body, at)
        select ${seatId}, stream_n, 'screen-pop', ${JSON.stringify(pop)}::jsonb, to_timestamp(${at} / 1000.0) from numbered`.execute(live);
    },
    async noteDevice(extension, isOnline) {
      await live.updateTable('seat').set({ is_device_online: isOnline }).where('extension', '=', extension).where('is_device_online', 'is distinct from', isOnline).execute();
    },
  };
}
