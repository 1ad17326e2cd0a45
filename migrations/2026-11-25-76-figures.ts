/**
 * Figures: what the facts of calls come to, kept so that a day's report is fast. All of it can be made anew from the facts
 * (`./hotline figures check` does, and compares). Thresholds of a queue hold from a date on and are never changed afterwards.
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table queue_threshold (
      queue text not null,
      effective_from timestamptz not null,
      answer_within_ms int not null check (answer_within_ms > 0),
      short_abandon_ms int not null default 5000 check (short_abandon_ms >= 0),
      set_at timestamptz not null default now(),
      primary key (queue, effective_from)
    );
    create trigger queue_threshold_append_only before update or delete on queue_threshold for each row execute function refuse_change();

    create function keep_threshold() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
    begin
      if tg_op = 'INSERT' then
        insert into public.queue_threshold (queue, effective_from, answer_within_ms) values (new.name, 'epoch', new.service_level_ms) on conflict do nothing;
      elsif new.service_level_ms <> old.service_level_ms then
        insert into public.queue_threshold (queue, effective_from, answer_within_ms) values (new.name, now(), new.service_level_ms) on conflict do nothing;
      end if;
      return null;
    end $$;
    create trigger queue_keeps_threshold after insert or update on queue for each row execute function keep_threshold();
    insert into queue_threshold (queue, effective_from, answer_within_ms) select name, 'epoch', service_level_ms from queue;

    -- A seat's time in each state is read seat by seat.
    create index fact_seat_state on fact (subject, at) where kind = 'seat-state';

    create table figure_call (
      call_id uuid primary key,
      started_at timestamptz not null,
      ended_at timestamptz not null,
      direction text not null,
      served text not null check (served in ('talked', 'self-served', 'not-served'))
    );
    create index figure_call_at on figure_call (started_at);
    create table figure_visit (
      call_id uuid not null,
      n int not null,
      queue text not null,
      entered_at timestamptz not null,
      class text not null,
      waited_ms int not null,
      presented int not null,
      seat_id text,
      primary key (call_id, n)
    );
    create index figure_visit_at on figure_visit (entered_at);
    create table figure_talk (
      call_id uuid not null,
      n int not null,
      seat_id text not null,
      queue text,
      direction text not null,
      started_at timestamptz not null,
      talk_ms int not null,
      hold_ms int not null,
      acw_ms int,
      primary key (call_id, n)
    );
    comment on column figure_talk.acw_ms is 'null: the work after it is not over yet.';
    create index figure_talk_at on figure_talk (started_at);
    create index figure_talk_open on figure_talk (started_at) where acw_ms is null;

    create table queue_interval (
      queue text not null,
      at timestamptz not null,
      class text not null,
      calls int not null,
      presented int not null,
      waited_ms bigint not null,
      longest_ms int not null,
      primary key (at, queue, class)
    );
    create table agent_interval (
      agent_id uuid not null,
      at timestamptz not null,
      what text not null,
      times int not null,
      ms bigint not null,
      primary key (at, agent_id, what)
    );
    create table figure_check (
      day date not null,
      checked_at timestamptz not null,
      calls int not null,
      breaks jsonb not null,
      primary key (day, checked_at)
    );

    grant select, insert on queue_threshold, figure_check to hotline_app;
    grant select, insert, update, delete on figure_call, figure_visit, figure_talk, queue_interval, agent_interval to hotline_app;
  `.execute(db);
}
