/**
 * What the firm tells its callers for a time (M-08), and emergency mode (O-03). Both only grow: an announcement is ended, never
 * changed or removed, and each turn of the emergency switch is a row, so that it can be said later who did what, when and why.
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table announcement (
      id bigint generated always as identity primary key,
      place text not null check (place ~ '^[a-z][a-z0-9-]{0,31}$'),
      text_zh text not null check (length(text_zh) between 1 and 500),
      text_en text not null check (length(text_en) between 1 and 1000),
      clip_zh text not null,
      clip_en text not null,
      -- Business time: an announcement follows the firm's clock, as service hours do.
      valid_from timestamptz not null,
      valid_until timestamptz not null,
      added_by text not null check (length(added_by) between 1 and 80),
      added_at timestamptz not null default now(),
      ended_by text check (length(ended_by) between 1 and 80),
      ended_at timestamptz,
      check (valid_until > valid_from),
      check ((ended_by is null) = (ended_at is null))
    );
    create index announcement_running on announcement (valid_until) where ended_at is null;
    grant select, insert on announcement to hotline_app;
    grant update (ended_by, ended_at) on announcement to hotline_app;

    create table emergency_switch (
      n bigint generated always as identity primary key,
      is_on boolean not null,
      turned_by text not null check (length(turned_by) between 1 and 80),
      why text not null check (length(why) between 1 and 500),
      at timestamptz not null default now()
    );
    grant select, insert on emergency_switch to hotline_app;

    -- Who serves any queue may be asked to help in an emergency: the overflow queue takes its callers.
    insert into queue (name, ring_ms, acw_ms, max_wait_ms) values ('overflow', 15000, 5000, 600000) on conflict do nothing;
    insert into agent_skill (agent_id, queue, level) select agent_id, 'overflow', max(level) from agent_skill where queue <> 'callback' group by agent_id
      on conflict do nothing;
  `.execute(db);
}
