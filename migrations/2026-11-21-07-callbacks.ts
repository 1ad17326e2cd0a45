/**
 * Callback cases (回访) and dial attempts. Rules that hold for ever stand on unpartitioned tables: an attempt number is used
 * once per case, a number has one live attempt, a client has one open case of a kind.
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table callback_case (
      id uuid primary key,
      client_id uuid not null references client (id),
      branch_id text not null references branch (id),
      kind text not null check (kind ~ '^[a-z][a-z0-9-]{1,39}$'),
      state text not null default 'pending' check (state in ('pending', 'attempting', 'completed', 'reviewed', 'cancelled')),
      opened_at timestamptz not null,
      due_at timestamptz not null,
      next_attempt_at timestamptz not null,
      completed_at timestamptz,
      completed_attempt uuid,
      completed_by uuid references agent (id),
      completed_series text,
      reviewed_at timestamptz,
      reviewed_by uuid references agent (id),
      cancelled_at timestamptz,
      cancelled_reason text,
      check (reviewed_by is null or reviewed_by <> completed_by)
    );
    comment on column callback_case.completed_series is 'Series of the agent at completion: a later change of series does not make history unlawful.';
    create unique index callback_case_one_open on callback_case (client_id, kind) where state in ('pending', 'attempting');
    create index callback_case_next on callback_case (next_attempt_at) where state = 'pending';
    comment on column callback_case.due_at is 'The deadline of its kind (domain.md 1.5); next_attempt_at is when it may be dialled again.';

    create table attempt (
      id uuid primary key,
      case_id uuid not null references callback_case (id),
      attempt_no int not null check (attempt_no >= 1),
      number_token text not null references phone_number (token),
      state text not null default 'claimed' check (state in ('claimed', 'dialling', 'answered', 'ended')),
      outcome text check (outcome in ('talked', 'no-answer', 'busy', 'rejected', 'invalid-number', 'failed', 'no-seat', 'unknown')),
      call_id uuid not null unique,
      agent_id uuid references agent (id),
      claimed_at timestamptz not null,
      dialled_at timestamptz,
      answered_at timestamptz,
      ended_at timestamptz,
      unique (case_id, attempt_no),
      check ((state = 'ended') = (outcome is not null))
    );
    create unique index attempt_one_live_per_number on attempt (number_token) where state <> 'ended';
    alter table callback_case add foreign key (completed_attempt) references attempt (id);

    grant select, insert, update on callback_case, attempt to hotline_app;
  `.execute(db);
}
