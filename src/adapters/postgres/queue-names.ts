/** Names of the queues there are; flows that name another are refused at boot. */
import type { Database } from './pool.ts';

export async function readQueueNames({ live }: Pick<Database, 'live'>): Promise<ReadonlySet<string>> {
  const rows = await live.selectFrom('queue').select('name').execute();
  return new Set(rows.map((row) => row.name));
}
