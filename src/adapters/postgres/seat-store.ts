/** Seats are rows, not mailboxes: read, step, save by version. */
import { sql } from 'kysely';
import type { SeatRow, SeatStore } from '../../app/ports.ts';
import type { SeatDevices } from '../../app/seat-presence.ts';
import { readEndpoint } from '../../core/seat/endpoint.ts';
import { parseSeatState } from './parse.ts';
import type { Database } from './pool.ts';
import { reserveSeat } from './seat-reserve.ts';
import { seatChanges } from './seat-write.ts';

const columns = ['id', 'agent_id', 'extension', 'state', 'version', 'page_id'] as const;
type Row = { id: string; agent_id: string; extension: string; state: unknown; version: number; page_id: string | null };

function seatOf(row: Row | undefined): SeatRow | null {
  if (row === undefined) return null;
  return { seatId: row.id, agentId: row.agent_id, extension: row.extension, state: parseSeatState(row.state), version: row.version, pageId: row.page_id };
}

/** `exchange`: the Asterisk whose phones are noted. */
export function createSeatStore({ live }: Pick<Database, 'live'>, { exchange = null }: { exchange?: string | null } = {}): SeatStore & SeatDevices {
  return {
    reserve: (wish) => reserveSeat(live, wish),
    async find(seatId) {
      return seatOf(await live.selectFrom('seat').select(columns).where('id', '=', seatId).executeTakeFirst());
    },
    async byExtension(extension) {
      return seatOf(await live.selectFrom('seat').select(columns).where('extension', '=', extension).executeTakeFirst());
    },
    async save({ seatId, version, state, at, fact, isSignIn }) {
      const change = sql`with ${seatChanges([{ seatId, version, state, fact }], at)} select 1 from moved`;
      if (isSignIn !== true) return (await change.execute(live)).rows.length === 1;
      return live.transaction().execute(async (transaction) => {
        // A statement of its own, so that the next one sees what the first of two sign-ins has written.
        await sql`select pg_advisory_xact_lock(hashtext(agent_id::text)) from seat where id = ${seatId}`.execute(transaction);
        const { rows } = await sql`
          select from seat s join seat o on o.agent_id = s.agent_id and o.id <> s.id where s.id = ${seatId} and o.phase <> 'signed-out'`.execute(transaction);
        return rows.length > 0 ? 'other-seat' as const : (await change.execute(transaction)).rows.length === 1;
      });
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
      const [online, where] = isPage ? (['is_page_online', 'page_exchange'] as const) : (['is_device_online', 'exchange'] as const);
      const seat = await live.selectFrom('seat').select([online, where]).where('extension', '=', extension).executeTakeFirst();
      if (seat === undefined) return true;
      // It moved to another exchange; that its old registration ran out here is no news of it.
      if (!isOnline && seat[where] !== null && seat[where] !== exchange) return false;
      if (seat[online] === isOnline && (!isOnline || seat[where] === exchange)) return true;
      await live.updateTable('seat').set({ [online]: isOnline, ...(isOnline ? { [where]: exchange } : {}) }).where('extension', '=', extension).execute();
      return true;
    },
  };
}
