/**
 * Other systems: their tokens (hashes only), the one stream of events that they read, and the webhooks they are told by. An event's
 * number is given under the stream's row lock, in commit order and without gaps.
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table api_token (
      id text primary key,
      name text not null,
      hash text not null unique check (hash ~ '^[0-9a-f]{64}$'),
      scopes text[] not null,
      made_by text not null,
      made_at timestamptz not null,
      valid_until timestamptz not null,
      revoked_by text,
      revoked_at timestamptz,
      used_at timestamptz
    );

    create table event_stream (
      is_only boolean primary key default true check (is_only),
      n bigint not null default 0
    );
    insert into event_stream default values;
    create table event (
      n bigint primary key,
      id text not null unique,
      type text not null,
      subject text not null,
      at timestamptz not null,
      data jsonb not null
    );
    comment on table event is 'What other systems are told: ids and tokens only. Kept for some days.';
    create index event_at on event (at);

    create table webhook_delivery (
      target text primary key,
      delivered_n bigint not null,
      tries int not null default 0,
      next_try_at timestamptz not null default 'epoch',
      last_reason text
    );

    grant select, insert, update on api_token to hotline_app;
    grant select, update on event_stream to hotline_app;
    grant select, insert, delete on event to hotline_app;
    grant select, insert, update, delete on webhook_delivery to hotline_app;
  `.execute(db);
}
