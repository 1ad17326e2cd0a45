/** Whom an agent may hand a client to, as it is now. */
import { sql } from 'kysely';
import type { DestinationReads } from '../../app/desk/targets.ts';
import type { Database } from './pool.ts';

export function createDestinationReads({ live }: Pick<Database, 'live'>): DestinationReads {
  return {
    async seats() {
      const { rows } = await sql<{ seatId: string; extension: string; agentName: string; phase: string }>`
        select s.id as "seatId", s.extension, a.display_name as "agentName", s.phase from seat s join agent a on a.id = s.agent_id order by s.extension`.execute(live);
      return rows;
    },
    async queues() {
      return (await live.selectFrom('queue').select('name').orderBy('name').execute()).map(({ name }) => name);
    },
  };
}
