/** The firm: branches (营业部), agents with series and licence, their skills, sign-in sessions. */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table branch (
      id text primary key,
      name text not null,
      is_headquarters boolean not null default false
    );

    create table agent (
      id uuid primary key,
      login text not null unique check (login = lower(login)),
      display_name text not null,
      password_hash text not null,
      series text not null check (series in ('marketing', 'service', 'compliance')),
      licence_no text,
      licence_valid_until timestamptz,
      branch_id text not null references branch (id),
      roles text[] not null default '{agent}',
      may_sign_in boolean not null default true
    );
    comment on column agent.series is 'I-01: the marketing series never carries out compliance callbacks.';
    comment on column agent.licence_valid_until is 'F-05: an agent without a valid licence is offered nothing.';

    create table agent_skill (
      agent_id uuid not null references agent (id),
      queue text not null,
      level smallint not null check (level between 1 and 10),
      primary key (agent_id, queue)
    );

    create table session (
      session_key text primary key,
      agent_id uuid not null references agent (id),
      opened_at timestamptz not null,
      expires_at timestamptz not null
    );
    comment on column session.session_key is 'Keyed hash of the token: the token itself is kept nowhere.';

    create table sign_in_guard (
      login_key text primary key,
      failures int not null,
      window_began_at timestamptz not null,
      locked_until timestamptz
    );

    grant select on branch, agent, agent_skill to hotline_app;
    grant select, insert, update, delete on session, sign_in_guard to hotline_app;
  `.execute(db);
}
