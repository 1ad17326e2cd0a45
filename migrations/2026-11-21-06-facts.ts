/**
 * The append-only log of facts and the history of calls, both by month from the start: months go away whole when their
 * retention is over, vacuum never rewrites the past, and a day's report reads one month.
 * A row whose month has no partition lands in the default one and is moved when the month is made: an insert never fails.
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table fact (
      at timestamptz not null,
      call_id uuid,
      subject text not null,
      seq int not null,
      kind text not null,
      body jsonb not null,
      unique nulls not distinct (call_id, subject, seq, at)
    ) partition by range (at);
    comment on column fact.subject is 'call, or the id of the seat, case or attempt it tells of; seq counts within (call_id, subject).';
    create table fact_default partition of fact default;
    create index fact_at on fact using brin (at) with (autosummarize = on);
    create trigger fact_append_only before update or delete on fact for each row execute function refuse_change();

    create table call_log (
      call_id uuid not null,
      direction text not null check (direction in ('inbound', 'outbound')),
      started_at timestamptz not null,
      ended_at timestamptz not null,
      connected_at timestamptz,
      seat_id text,
      agent_id uuid,
      queue text,
      client_id uuid,
      client_match_count int not null default 0,
      number_token text,
      dnis text not null,
      case_id uuid,
      outcome text not null check (outcome in ('self-service', 'abandoned', 'talked', 'not-reached', 'fault')),
      waited_ms int,
      talk_ms int,
      recording_id text,
      primary key (started_at, call_id)
    ) partition by range (started_at);
    create table call_log_default partition of call_log default;
    create index call_log_agent on call_log (agent_id, started_at desc, call_id desc);
    create index call_log_client on call_log (client_id, started_at desc);
    create index call_log_number on call_log (number_token, started_at desc);

    create function make_month_partition(parent text, month_start date) returns boolean
      language plpgsql security definer set search_path = pg_catalog, public set timezone = 'UTC' as $$
    declare
      part text := format('%s_%s', parent, to_char(month_start, 'YYYY_MM'));
      default_part text := parent || '_default';
      key text := case parent when 'fact' then 'at' when 'call_log' then 'started_at' end;
      low timestamptz := month_start;
      high timestamptz := month_start + interval '1 month';
      has_strays boolean;
    begin
      if key is null then raise exception 'no partitioned table %', parent; end if;
      if to_regclass('public.' || part) is not null then return false; end if;
      perform pg_advisory_xact_lock(hashtext('hotline partitions'));
      -- Asked of the table itself: the name look-up may still remember that there was none.
      if exists (select from pg_class where relname = part and relnamespace = 'public'::regnamespace) then return false; end if;
      execute format('select exists (select from public.%I where %I >= %L and %I < %L)', default_part, key, low, key, high) into has_strays;
      if has_strays then
        -- The old default is taken off and emptied into the parent; dropping it is no deletion of rows.
        execute format('alter table public.%I detach partition public.%I', parent, default_part);
        execute format('alter table public.%I rename to %I', default_part, default_part || '_old');
        execute format('create table public.%I partition of public.%I for values from (%L) to (%L)', part, parent, low, high);
        execute format('create table public.%I partition of public.%I default', default_part, parent);
        execute format('insert into public.%I select * from public.%I', parent, default_part || '_old');
        execute format('drop table public.%I', default_part || '_old');
        if parent = 'fact' then
          execute format('create trigger append_only_truncate before truncate on public.%I for each statement execute function public.refuse_change()', default_part);
        end if;
      else
        -- Attached, not created in place: only the default partition is locked, running inserts go on.
        execute format('create table public.%I (like public.%I including defaults including constraints)', part, parent);
        execute format('alter table public.%I add constraint month_bounds check (%I >= %L and %I < %L)', part, key, low, key, high);
        execute format('alter table public.%I attach partition public.%I for values from (%L) to (%L)', parent, part, low, high);
        execute format('alter table public.%I drop constraint month_bounds', part);
      end if;
      if parent = 'fact' then
        execute format('create trigger append_only_truncate before truncate on public.%I for each statement execute function public.refuse_change()', part);
      end if;
      return true;
    end $$;

    create function keep_partitions_ahead(from_day date, months_ahead int) returns int
      language plpgsql security definer set search_path = pg_catalog, public as $$
    declare
      made int := 0;
      month_start date;
      parent text;
    begin
      for month_start in
        select generate_series(date_trunc('month', from_day), date_trunc('month', from_day) + make_interval(months => months_ahead), '1 month')::date
      loop
        foreach parent in array array['fact', 'call_log'] loop
          if public.make_month_partition(parent, month_start) then made := made + 1; end if;
        end loop;
      end loop;
      return made;
    end $$;
    revoke all on function make_month_partition(text, date), keep_partitions_ahead(date, int) from public;
    grant execute on function keep_partitions_ahead(date, int) to hotline_app;

    create trigger append_only_truncate before truncate on fact for each statement execute function refuse_change();
    create trigger append_only_truncate before truncate on fact_default for each statement execute function refuse_change();

    grant select, insert on fact, call_log to hotline_app;
    select keep_partitions_ahead(current_date, 2);
  `.execute(db);
}
