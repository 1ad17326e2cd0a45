/**
 * Queues, seats, who waits. Live tables are small, change all the time and carry no index on a column that changes, so an
 * update stays on its page (fillfactor 50).
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table queue (
      name text primary key,
      ring_ms int not null check (ring_ms > 0),
      acw_ms int not null check (acw_ms >= 0),
      max_wait_ms int not null check (max_wait_ms > 0),
      service_level_ms int not null default 20000,
      service_level_target numeric(4, 3) not null default 0.8 check (service_level_target between 0 and 1),
      effective_from timestamptz not null default now()
    );

    create table seat (
      id text primary key,
      agent_id uuid not null references agent (id),
      extension text not null unique check (extension ~ '^[0-9]{3,6}$'),
      state jsonb not null default '{"phase": "signed-out"}',
      phase text not null default 'signed-out'
        check (phase in ('signed-out', 'not-ready', 'ready', 'reserved', 'ringing', 'talking', 'acw')),
      phase_since timestamptz not null default now(),
      is_device_online boolean,
      version int not null default 0,
      stream_n bigint not null default 0,
      check (phase = state ->> 'phase')
    ) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);

    -- Messages of a seat's stream, numbered under the seat's row lock: no gaps, commit order.
    create table seat_message (
      seat_id text not null references seat (id),
      n bigint not null,
      kind text not null,
      body jsonb not null,
      at timestamptz not null,
      primary key (seat_id, n)
    );

    create table queue_entry (
      entry_id text primary key,
      call_id uuid not null,
      queue text not null references queue (name),
      entered_at timestamptz not null,
      priority int not null default 0,
      exclude_series text[] not null default '{}',
      missed_by text[] not null default '{}',
      phase text not null default 'waiting' check (phase in ('waiting', 'offered')),
      reservation_id text,
      seat_id text,
      expires_at timestamptz,
      check ((phase = 'offered') = (reservation_id is not null and seat_id is not null and expires_at is not null))
    ) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
    comment on column queue_entry.entered_at is 'Sort key: the time the caller first entered, kept through every return.';

    create table matcher_lease (
      name text primary key default 'matcher' check (name = 'matcher'),
      owner text not null,
      expires_at timestamptz not null
    );

    grant select on queue to hotline_app;
    grant select, update on seat to hotline_app;
    grant select, insert, delete on seat_message to hotline_app;
    grant select, insert, update, delete on queue_entry, matcher_lease to hotline_app;
  `.execute(db);
}
