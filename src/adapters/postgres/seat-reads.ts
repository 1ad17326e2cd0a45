/** Seats and their streams as an agent's page reads them. */
import { sql } from 'kysely';
import type { SeatReads, StreamReads, StreamRow } from '../../app/desk/ports.ts';
import { parseSeatState } from './parse.ts';
import type { Database } from './pool.ts';

export interface StreamTrim {
  /** Messages older than `before` (epoch ms) go; a page that missed so much starts anew. Returns how many went. */
  trim(before: number): Promise<number>;
}

export function createSeatReads({ live }: Pick<Database, 'live'>): SeatReads {
  return {
    async ofAgent(agentId) {
      const rows = await live
        .selectFrom('seat')
        .select(['id', 'agent_id', 'extension', 'state', 'phase_since', 'stream_n', 'is_device_online', 'page_id', 'is_page_online'])
        .where('agent_id', '=', agentId)
        .orderBy('extension')
        .execute();
      return rows.map((row) => ({
        seatId: row.id, agentId: row.agent_id, extension: row.extension, state: parseSeatState(row.state), since: row.phase_since.getTime(),
        streamN: row.stream_n, isDeviceOnline: row.page_id === null ? row.is_device_online : row.is_page_online, pageId: row.page_id,
      }));
    },
  };
}

/** `seat:<seatId>`; null: a stream this room does not keep. */
const seatIdOf = (stream: string): string | null => (stream.startsWith('seat:') ? stream.slice('seat:'.length) : null);

type Message = { n: number; kind: string; body: unknown; at: Date };
const rowOf = (stream: string, { n, kind, body, at }: Message): StreamRow => ({ stream, n, at: at.getTime(), kind, body });

export function createStreamReads({ live }: Pick<Database, 'live'>): StreamReads & StreamTrim {
  const messages = (seatId: string) => live.selectFrom('seat_message').select(['n', 'kind', 'body', 'at']).where('seat_id', '=', seatId);
  return {
    async read(stream, after, limit) {
      const seatId = seatIdOf(stream);
      if (seatId === null) return [];
      return (await messages(seatId).where('n', '>', after).orderBy('n').limit(limit).execute()).map((row) => rowOf(stream, row));
    },
    async heads(streams) {
      const seatIds = streams.map(seatIdOf).filter((seatId) => seatId !== null);
      const { rows } = await sql<{ id: string; stream_n: number }>`select id, stream_n from seat where id = any (${seatIds}::text[])`.execute(live);
      return new Map(rows.map((row) => [`seat:${row.id}`, row.stream_n]));
    },
    async latest(stream, kind) {
      const seatId = seatIdOf(stream);
      const row = seatId === null ? undefined : await messages(seatId).where('kind', '=', kind).orderBy('n', 'desc').limit(1).executeTakeFirst();
      return row === undefined ? null : rowOf(stream, row);
    },
    async trim(before) {
      const result = await live.deleteFrom('seat_message').where('at', '<', new Date(before)).executeTakeFirst();
      return Number(result.numDeletedRows);
    },
  };
}
