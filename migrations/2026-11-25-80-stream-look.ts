/** Up to when facts have been put into the stream of events: a worker that was away for days goes on where the last one stopped. */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table event_stream add column looked_at timestamptz`.execute(db);
}
