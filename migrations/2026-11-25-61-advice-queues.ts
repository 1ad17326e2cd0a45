/** F-05 by queue: who has no valid licence is kept from the queues that give advice, and from no other. */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table queue add column needs_licence boolean not null default true;
    comment on column queue.needs_licence is 'F-05: the queue gives advice, so an agent without a valid licence is not offered its callers.';
    comment on column agent.licence_valid_until is 'F-05: an agent without a valid licence is offered nothing of a queue that needs one.';
  `.execute(db);
}
