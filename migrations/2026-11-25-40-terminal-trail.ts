/**
 * Terminal trail (G-19): each login, password change and contact change with the caller's number (its token), the line she dialled,
 * time and result. Two rows each: what was asked is on the disk before it is asked, what came of it follows; a row that is asked
 * and never answered is one whose result nobody knows. Append-only. The number in clear is in the view, for the owner alone.
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table terminal_trail (
      id bigint generated always as identity primary key,
      at timestamptz not null,
      request_id text not null,
      step text not null check (step in ('asked', 'answered')),
      call_id uuid not null,
      number_token text references phone_number (token),
      dnis text not null,
      client_id text,
      kind text not null check (kind in ('account', 'login', 'password-change', 'contact-change')),
      method text not null check (method in ('ivr-keys', 'agent-check')),
      result text check (result in ('done', 'refused', 'failed', 'lost')),
      code text,
      unique (request_id, step),
      check ((step = 'answered') = (result is not null))
    );
    comment on table terminal_trail is 'PROTECTED. G-19: kept 20 years; who reads it through the desk is audited.';
    comment on column terminal_trail.number_token is 'null: the number was withheld.';
    create index terminal_trail_call on terminal_trail (call_id);
    create index terminal_trail_client on terminal_trail (client_id, at) where client_id is not null;
    create index terminal_trail_at on terminal_trail (at);
    create trigger terminal_trail_append_only before update or delete on terminal_trail for each row execute function refuse_change();
    create trigger terminal_trail_truncate before truncate on terminal_trail for each statement execute function refuse_change();
    grant select, insert on terminal_trail to hotline_app;

    create view terminal_trail_report as
      select asked.at as asked_at, answered.at as answered_at, asked.kind, asked.method, coalesce(answered.result, 'unknown') as result, answered.code,
        asked.call_id, asked.dnis as line, coalesce(answered.client_id, asked.client_id) as client_id, phone_number.number as caller_number
      from terminal_trail asked
      left join terminal_trail answered on answered.request_id = asked.request_id and answered.step = 'answered'
      left join phone_number on phone_number.token = asked.number_token
      where asked.step = 'asked';
    comment on view terminal_trail_report is 'PROTECTED: whole numbers. For compliance, as the owner; not granted to the application.';
  `.execute(db);
}
