/** How much is alive right now; all zeros when nothing was left over. */
import { sql } from 'kysely';
import type { Database } from './pool.ts';

export interface LiveFigures {
  readonly calls: number;
  /** Seats held by a call: reserved, ringing or talking. */
  readonly reservations: number;
  readonly queueEntries: number;
  /** Timers that stand in live calls. */
  readonly deadlines: number;
  readonly inbox: number;
}

export function createLiveFigures({ live }: Pick<Database, 'live'>) {
  return {
    async read(): Promise<LiveFigures> {
      const { rows } = await sql<LiveFigures>`
        select (select count(*) from call) as calls,
          (select count(*) from seat where state ? 'reservation') as reservations,
          (select count(*) from queue_entry) as "queueEntries",
          (select coalesce(sum(jsonb_array_length(state -> 'deadlines')), 0)::bigint from call) as deadlines,
          (select count(*) from inbox) as inbox`.execute(live);
      return rows[0] ?? { calls: 0, reservations: 0, queueEntries: 0, deadlines: 0, inbox: 0 };
    },
  };
}
