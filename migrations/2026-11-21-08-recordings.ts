/** Recordings, the evidence ledger (a hash chain), the audit of who saw or heard what, the firm's business clock. */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table recording (
      id text primary key,
      call_id uuid not null,
      seat_id text not null,
      agent_id uuid references agent (id),
      case_id uuid references callback_case (id),
      attempt_id uuid references attempt (id),
      state text not null default 'expected' check (state in ('expected', 'sealed', 'missing')),
      started_at timestamptz not null,
      path text,
      sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
      frames bigint check (frames >= 0),
      sealed_at timestamptz,
      check (state <> 'sealed' or (sha256 is not null and path is not null and frames is not null and sealed_at is not null))
    );
    comment on column recording.sha256 is 'Of the plain sound (stereo, 8 kHz, 16 bit); frames counts its sample pairs.';
    create index recording_call on recording (call_id);
    create index recording_attempt on recording (attempt_id) where attempt_id is not null;
    create index recording_expected on recording (started_at) where state = 'expected';

    -- One row: whoever appends holds its lock, so the chain cannot fork.
    create table ledger_head (
      is_only boolean primary key default true check (is_only),
      day date not null,
      n int not null,
      hash text not null
    );
    insert into ledger_head (day, n, hash) values ('1970-01-01', 0, repeat('0', 64));

    create table recording_link (
      day date not null,
      n int not null check (n >= 1),
      at timestamptz not null,
      kind text not null,
      recording_id text not null,
      body jsonb not null,
      salt text not null check (salt ~ '^[0-9a-f]{32}$'),
      commitment text not null check (commitment ~ '^[0-9a-f]{64}$'),
      prev_hash text not null check (prev_hash ~ '^[0-9a-f]{64}$'),
      hash text not null unique check (hash ~ '^[0-9a-f]{64}$'),
      suite text not null,
      primary key (day, n)
    );
    comment on column recording_link.commitment is 'SHA-256 over salt and body: the chain can be shown and checked without them.';
    create index recording_link_recording on recording_link (recording_id);
    create trigger recording_link_append_only before update or delete on recording_link for each row execute function refuse_change();
    create trigger recording_link_truncate before truncate on recording_link for each statement execute function refuse_change();

    create table access_audit (
      id bigint generated always as identity primary key,
      at timestamptz not null,
      action text not null,
      agent_id uuid,
      subject_id text,
      request_id text not null
    );
    create index access_audit_subject on access_audit (subject_id, at);
    create trigger access_audit_append_only before update or delete on access_audit for each row execute function refuse_change();
    create trigger access_audit_truncate before truncate on access_audit for each statement execute function refuse_change();

    create table business_clock (
      is_only boolean primary key default true check (is_only),
      offset_ms bigint not null default 0,
      set_at timestamptz not null default now()
    );
    insert into business_clock default values;

    grant select, insert, update on recording to hotline_app;
    grant select, update on ledger_head to hotline_app;
    grant select, insert on recording_link, access_audit to hotline_app;
    grant select, update on business_clock to hotline_app;
  `.execute(db);
}
