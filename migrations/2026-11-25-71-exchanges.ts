/**
 * Several servers, several exchanges. A seat's row says at which Asterisk its phones were last seen registering, a node's lease at which
 * Asterisk its calls are. What an agent asks of a call that another server has is a row that server reads and answers.
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table seat add column exchange text, add column page_exchange text;
    alter table app_lease add column exchange text;

    create table call_ask (
      ask_id uuid primary key,
      node text not null,
      call_id uuid not null,
      event jsonb not null,
      -- null: its server has not answered yet.
      answer jsonb,
      at timestamptz not null default now()
    );
    grant select, insert, update, delete on call_ask to hotline_app;
  `.execute(db);
}
