/**
 * Queues as the firm sets them: hours, overflow, keys while waiting, the agent who talked with the caller last, and whether somebody has
 * to be there (C-19). How fast a queue is served is measured by the matcher. A kept place (virtual hold) is a callback case that
 * remembers queue, time and priority.
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table queue
      add column calendar text,
      add column is_watched boolean not null default false,
      add column last_agent_ms int not null default 0 check (last_agent_ms between 0 and 120000),
      add column rules jsonb not null default '{}';
    comment on column queue.calendar is 'Service whose hours it keeps; null: it has none of its own.';
    comment on column queue.is_watched is 'C-19: an alarm while it is open and nobody is signed in for it.';
    comment on column queue.rules is 'overflow and keys, in the form of contract/firm-file.ts';

    create table queue_pace (
      queue text primary key references queue (name) on delete cascade,
      gap_ms int not null check (gap_ms >= 0),
      samples int not null,
      at timestamptz not null
    );
    grant select, insert, update on queue_pace to hotline_app;

    alter table queue_entry
      add column prefer_agent uuid,
      add column prefer_until timestamptz,
      add check ((prefer_agent is null) = (prefer_until is null));

    alter table callback_case
      add column kept_queue text,
      add column kept_since timestamptz,
      add column kept_priority int,
      add column kept_number text references phone_number (token),
      add check ((kept_queue is null) = (kept_since is null)),
      add check ((kept_queue is null) = (kept_number is null));
    -- One kept place per number, whoever it is kept for.
    create unique index callback_case_one_kept on callback_case (kept_number) where kept_number is not null and state in ('pending', 'attempting');

    -- C-19: complaints have a queue of their own. Who serves clients in general serves it too, but the marketing series.
    insert into queue (name, ring_ms, acw_ms, max_wait_ms, is_watched, calendar, rules) values
      ('complaint', 15000, 10000, 600000, true, 'service', '{"overflow": {"time": {"afterS": 120, "to": "queue:general"}, "empty": {"to": "queue:general"}}, "keys": {"2": "message"}}')
      on conflict do nothing;
    insert into agent_skill (agent_id, queue, level)
      select k.agent_id, 'complaint', k.level from agent_skill k join agent a on a.id = k.agent_id where k.queue = 'general' and a.series <> 'marketing'
      on conflict do nothing;
    update queue set calendar = 'service',
      rules = '{"overflow": {"closing": {"to": "message"}}, "keys": {"1": "keep-place", "2": "message", "3": "callback"}}'
      where name = 'general';
  `.execute(db);
}
