/**
 * What must hold of callbacks even against plain SQL. Each refusal has a code of its own:
 *   HL001  a callback cannot be completed without a sealed recording                       [E-02]
 *   HL002  the marketing series neither carries out nor completes compliance callbacks     [I-01]
 *   HL003  a callback cannot be completed without a finished talk of its own
 *   HL004  a completed callback is evidence: it changes only to reviewed, by another agent [I-03]
 *   HL005  what stands behind a completed callback (attempt, recording) stays as it is
 *   HL006  append-only
 * The rows looked at are locked, so a recording cannot be unsealed while its case is being completed.
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function guard_callback_case() returns trigger
      language plpgsql security definer set search_path = pg_catalog, public as $$
    declare
      series_now text;
    begin
      if tg_op = 'DELETE' then
        if old.state in ('completed', 'reviewed') then
          raise exception 'a completed callback is evidence and stays' using errcode = 'HL004';
        end if;
        return old;
      end if;

      if tg_op = 'UPDATE' and old.state in ('completed', 'reviewed') then
        if new.state not in ('completed', 'reviewed') or (old.state = 'reviewed' and new is distinct from old)
           or (new.id, new.client_id, new.branch_id, new.kind, new.opened_at, new.due_at, new.completed_at, new.completed_attempt, new.completed_by, new.completed_series)
              is distinct from
              (old.id, old.client_id, old.branch_id, old.kind, old.opened_at, old.due_at, old.completed_at, old.completed_attempt, old.completed_by, old.completed_series)
           or (new.state = 'reviewed' and (new.reviewed_by is null or new.reviewed_by = new.completed_by)) then
          raise exception 'a completed callback is evidence: it changes only to reviewed, by another agent [I-03]' using errcode = 'HL004';
        end if;
        return new;
      end if;

      if new.state = 'reviewed' then
        raise exception 'only a completed callback is reviewed [I-03]' using errcode = 'HL004';
      end if;
      if new.state <> 'completed' then return new; end if;

      perform from attempt
        where id = new.completed_attempt and case_id = new.id and state = 'ended' and outcome = 'talked' for share;
      if not found then
        raise exception 'callback cannot be completed without a finished talk of its own' using errcode = 'HL003';
      end if;

      perform from recording
        where attempt_id = new.completed_attempt and state = 'sealed' and sha256 is not null for share;
      if not found then
        raise exception 'callback cannot be completed without a sealed recording [E-02]' using errcode = 'HL001';
      end if;

      select series into series_now from agent where id = new.completed_by for share;
      if series_now is null then
        raise exception 'callback cannot be completed by nobody [I-01]' using errcode = 'HL002';
      end if;
      if series_now = 'marketing' then
        raise exception 'callback cannot be completed by the marketing series [I-01]' using errcode = 'HL002';
      end if;
      new.completed_series := series_now;
      new.completed_at := coalesce(new.completed_at, now());
      return new;
    end $$;
    create trigger callback_case_guard before insert or update or delete on callback_case
      for each row execute function guard_callback_case();

    create function guard_attempt() returns trigger
      language plpgsql security definer set search_path = pg_catalog, public as $$
    begin
      if tg_op in ('UPDATE', 'DELETE') and exists (select from callback_case where completed_attempt = old.id and state in ('completed', 'reviewed')) then
        if tg_op = 'DELETE' or new is distinct from old then
          raise exception 'the attempt behind a completed callback stays as it is' using errcode = 'HL005';
        end if;
      end if;
      if tg_op = 'DELETE' then return old; end if;
      if new.agent_id is not null and (tg_op = 'INSERT' or new.agent_id is distinct from old.agent_id)
         and exists (select from agent where id = new.agent_id and series = 'marketing') then
        raise exception 'a compliance callback cannot be assigned to the marketing series [I-01]' using errcode = 'HL002';
      end if;
      return new;
    end $$;
    create trigger attempt_guard before insert or update or delete on attempt
      for each row execute function guard_attempt();

    create function guard_recording() returns trigger
      language plpgsql security definer set search_path = pg_catalog, public as $$
    begin
      if exists (select from callback_case where completed_attempt = old.attempt_id and state in ('completed', 'reviewed'))
         and (tg_op = 'DELETE' or (new.id, new.call_id, new.attempt_id, new.case_id, new.agent_id, new.state, new.sha256, new.frames, new.started_at, new.sealed_at)
              is distinct from (old.id, old.call_id, old.attempt_id, old.case_id, old.agent_id, old.state, old.sha256, old.frames, old.started_at, old.sealed_at)) then
        raise exception 'the recording behind a completed callback stays as it is [E-02]' using errcode = 'HL005';
      end if;
      return case when tg_op = 'DELETE' then old else new end;
    end $$;
    create trigger recording_guard before update or delete on recording
      for each row execute function guard_recording();

    create trigger callback_case_truncate before truncate on callback_case for each statement execute function refuse_change();
    create trigger attempt_truncate before truncate on attempt for each statement execute function refuse_change();
    create trigger recording_truncate before truncate on recording for each statement execute function refuse_change();
  `.execute(db);
}
