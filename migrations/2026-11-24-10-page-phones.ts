/**
 * The phone in an agent's page: which page has it, and whether it is registered. And what agents file about their calls. The
 * note holds the agent's own words about a client: a protected column, which no log, stream or fact repeats.
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table seat add column page_id text, add column is_page_online boolean;
    comment on column seat.page_id is 'The page that has the phone; null: the phone on the desk rings.';

    create table disposition (
      call_id uuid not null,
      agent_id uuid not null references agent (id),
      code text not null check (code ~ '^[a-z-]{1,32}$'),
      note text not null check (length(note) <= 2000),
      filed_at timestamptz not null,
      changed_at timestamptz not null,
      version int not null default 1,
      primary key (call_id, agent_id)
    );
    grant select, insert, update on disposition to hotline_app;
  `.execute(db);
}
