/** PostgreSQL's own clock. */
import { sql } from 'kysely';
import type { Database } from './pool.ts';

export function createStoreClock({ live }: Pick<Database, 'live'>): () => Promise<number> {
  return async () => {
    const { rows } = await sql<{ at: Date }>`select clock_timestamp() as at`.execute(live);
    const [row] = rows;
    if (row === undefined) throw new Error('the store has no clock');
    return row.at.getTime();
  };
}
