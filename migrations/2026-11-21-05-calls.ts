/**
 * Live calls: one row each, read only at start and take-over. `state` is meant to stay under 2 kB (measured by a test, not
 * enforced: a call is never refused for its size). No index beside the key, and the key never changes.
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table call (
      call_id uuid primary key,
      node text not null,
      epoch int not null,
      version int not null,
      next_fact_seq int not null default 0,
      format smallint not null default 1,
      state jsonb not null,
      pending jsonb not null
    ) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500, autovacuum_vacuum_cost_delay = 0);
    -- The biggest states are just above what PostgreSQL keeps as it is; lz4 costs a fraction of the default there.
    do $$ begin
      alter table call alter column state set compression lz4, alter column pending set compression lz4;
    exception when feature_not_supported then null; -- a PostgreSQL built without lz4
    end $$;
    comment on column call.format is 'Form of state and pending; raised when an older program could not read them.';

    -- Who owns the calls of a node. Raising the epoch takes them over.
    create table app_lease (
      node text primary key,
      owner text not null,
      epoch int not null,
      expires_at timestamptz not null
    ) with (fillfactor = 50);

    -- Events for a call's owner, written by others (matcher, worker, desk) in their own transactions.
    create table inbox (
      inbox_id bigint generated always as identity primary key,
      node text not null,
      call_id uuid not null,
      event jsonb not null,
      at timestamptz not null default now()
    ) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);

    grant select, insert, update, delete on call, app_lease, inbox to hotline_app;
  `.execute(db);
}
