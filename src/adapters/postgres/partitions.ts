/** Months of facts and of the call log, made before they come. Called at start and once a day. */
import { sql } from 'kysely';
import type { Database } from './pool.ts';

export function createPartitions({ flushed }: Pick<Database, 'flushed'>) {
  return {
    /** Makes this month and the next two where they are missing; returns how many were made. */
    async keepAhead(at: number): Promise<number> {
      const day = new Date(at).toISOString().slice(0, 10);
      const { rows } = await sql<{ made: number }>`select keep_partitions_ahead(${day}::date, 2) as made`.execute(flushed);
      return rows[0]?.made ?? 0;
    },
  };
}
