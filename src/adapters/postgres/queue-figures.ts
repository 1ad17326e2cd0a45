import { sql } from 'kysely';
import type { QueueFigures } from '../../app/house/ports.ts';
import type { Database } from './pool.ts';

/** How many wait, and how many seats are signed in that have the queue's skill. */
export function createQueueFigures({ live }: Pick<Database, 'live'>): QueueFigures {
  return {
    async read(queue) {
      const { rows } = await sql<{ waiting: number; seats: number }>`
        select (select count(*) from queue_entry e where e.queue = q.name) as waiting,
          (select count(*) from seat s join agent_skill k on k.agent_id = s.agent_id and k.queue = q.name where s.phase not in ('signed-out', 'not-ready')) as seats
        from queue q where q.name = ${queue}`.execute(live);
      return rows[0] ?? null;
    },
  };
}
