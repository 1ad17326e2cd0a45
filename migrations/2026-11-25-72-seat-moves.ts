/** When a seat last moved, also within its phase: no later move is written before it, though clocks of servers differ. */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table seat add column moved_at timestamptz`.execute(db);
}
