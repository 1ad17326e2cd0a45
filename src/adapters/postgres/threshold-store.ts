/** Thresholds of a queue, from a moment on: added, never changed. */
import { sql } from 'kysely';
import type { Thresholds } from '../../core/metrics/thresholds.ts';
import type { Database } from './pool.ts';

export function createThresholdStore({ flushed }: Pick<Database, 'flushed'>) {
  return {
    async add({ queue, effectiveFrom, answerWithinMs, shortAbandonMs }: Thresholds): Promise<'added' | 'no-queue' | 'not-to-come'> {
      const known = await sql`select 1 from queue where name = ${queue}`.execute(flushed);
      if (known.rows.length === 0) return 'no-queue';
      const { rows } = await sql`
        insert into queue_threshold (queue, effective_from, answer_within_ms, short_abandon_ms)
        select ${queue}, t.at, ${answerWithinMs}, ${shortAbandonMs} from (select to_timestamp(${effectiveFrom} / 1000.0) as at) t where t.at > now()
        on conflict do nothing returning 1`.execute(flushed);
      return rows.length === 1 ? 'added' : 'not-to-come';
    },
  };
}
