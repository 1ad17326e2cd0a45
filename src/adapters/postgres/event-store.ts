/** The stream of events for other systems. Its row's lock gives the numbers: without gaps, in the order of commits. */
import { sql } from 'kysely';
import type { EventRow, EventStore, FactRow } from '../../app/api/event-ports.ts';
import type { Database } from './pool.ts';

const time = (at: number) => sql`to_timestamp(${at} / 1000.0)`;
const ms = (column: string) => sql.raw(`round(extract(epoch from ${column}) * 1000)::bigint`);

interface Line { call_id: string | null; subject: string; seq: number; at: number; kind: string; body: Record<string, unknown> }

export function createEventStore({ flushed, reads }: Pick<Database, 'flushed' | 'reads'>): EventStore {
  return {
    append: ({ kinds, since, limit, tell }) => flushed.transaction().execute(async (transaction) => {
      const { rows: heads } = await sql<{ n: number }>`select n from event_stream for update`.execute(transaction);
      // A statement of its own: what the holder of the lock before us wrote is seen.
      const { rows } = await sql<Line>`
        select call_id, subject, seq, ${ms('at')} as at, kind, body from fact f
        where at >= ${time(since)} and kind = any (case when subject = 'call' then ${[...kinds.call]}::text[] else ${[...kinds.other]}::text[] end)
          and not exists (select from event e where e.id = coalesce(f.call_id::text, '-') || '.' || f.subject || '.' || f.seq)
        order by f.at, f.call_id, f.subject, f.seq limit ${limit}`.execute(transaction);
      const events = rows.map(({ call_id: callId, subject, seq, at, kind, body }): FactRow => ({ callId, subject, seq, at, fact: { ...body, kind } })).map(tell).filter((event) => event !== null);
      // One id twice would hold the stream up for ever.
      const told = [...new Map(events.toReversed().map((event) => [event.id, event])).values()].toReversed();
      if (told.length === 0) return 0;
      const head = heads[0]?.n ?? 0;
      const numbered = told.map((event, index) => ({ ...event, n: head + 1 + index }));
      await sql`
        insert into event (n, id, type, subject, at, data)
        select n, id, type, subject, to_timestamp(at / 1000.0), data
        from jsonb_to_recordset(${JSON.stringify(numbered)}::jsonb) as e (n bigint, id text, type text, subject text, at float8, data jsonb)`.execute(transaction);
      await sql`update event_stream set n = ${head + told.length}`.execute(transaction);
      return told.length;
    }),
    async lookedUntil() {
      const { rows } = await sql<{ at: number | null }>`select ${ms('looked_at')} as at from event_stream`.execute(flushed);
      return rows[0]?.at ?? null;
    },
    async noteLook(until) {
      await sql`update event_stream set looked_at = ${until === null ? null : time(until)} where looked_at is not null or ${until !== null}`.execute(flushed);
    },
    async read(after, limit) {
      const { rows } = await sql<EventRow>`
        select n, id, type, subject, ${ms('at')} as at, data from event where n > ${after} order by n limit ${limit}`.execute(reads);
      return rows;
    },
    async ends() {
      const { rows } = await sql<{ head: number; oldest: number }>`select s.n as head, coalesce((select min(n) from event), s.n + 1) as oldest from event_stream s`.execute(reads);
      const [row] = rows;
      return { head: row?.head ?? 0, oldest: row?.oldest ?? 1 };
    },
    async trim(before) {
      const { rows } = await sql`delete from event where at < ${time(before)} returning n`.execute(flushed);
      return rows.length;
    },
  };
}
