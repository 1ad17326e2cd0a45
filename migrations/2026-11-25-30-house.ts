/**
 * What clients leave with the hotline itself: complaints, suggestions and messages after the tone (P-01), how satisfied they were
 * (K-01), texts to be sent to them (M-12). Addresses and texts of notices are personal: columns that no log, fact or stream repeats.
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table client_case (
      id uuid primary key,
      -- What the caller is told, and keys when she asks how it stands.
      case_no text not null unique check (case_no ~ '^[0-9]{8}$'),
      box text not null check (box in ('complaint', 'suggestion', 'message')),
      channel text not null default 'phone',
      state text not null default 'open' check (state in ('open', 'taken', 'closed')),
      call_id uuid not null,
      recording_id text not null unique,
      client_id uuid references client (id),
      number_token text references phone_number (token),
      language text not null,
      duration_ms int not null check (duration_ms >= 0),
      filed_at timestamptz not null,
      -- K-03: by when it is accepted and by when there is a result; only complaints have them.
      accept_by timestamptz,
      result_by timestamptz,
      taken_at timestamptz,
      taken_by uuid references agent (id),
      closed_at timestamptz,
      closed_by uuid references agent (id),
      result text check (length(result) <= 2000),
      version int not null default 1,
      check ((state = 'closed') = (closed_at is not null)),
      check (state = 'open' or taken_by is not null)
    );
    comment on column client_case.result is 'PROTECTED: what the agent wrote about a client.';
    create index client_case_open on client_case (filed_at) where state <> 'closed';
    create index client_case_call on client_case (call_id);

    create table rating (
      call_id uuid primary key,
      score smallint not null check (score between 1 and 5),
      seat_id text,
      agent_id uuid references agent (id),
      queue text,
      rated_at timestamptz not null
    );
    create index rating_at on rating (rated_at);

    create table notice (
      id uuid primary key,
      -- The question it came from: asked twice, sent once.
      request_id text not null unique,
      channel text not null check (channel in ('sms', 'email', 'fax')),
      what text not null check (what ~ '^[a-z][a-z0-9-]{1,39}$'),
      call_id uuid,
      client_id uuid,
      number_token text references phone_number (token),
      address text check (length(address) <= 254),
      subject text not null check (length(subject) <= 200),
      body text not null check (length(body) <= 4000),
      state text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'failed')),
      tries int not null default 0,
      next_try_at timestamptz not null,
      made_at timestamptz not null,
      sent_at timestamptz,
      last_reason text,
      check (num_nonnulls(number_token, address) = 1)
    );
    comment on column notice.address is 'PROTECTED: personal data (an e-mail address). Numbers are tokens.';
    comment on column notice.body is 'PROTECTED: may tell what a client has.';
    create index notice_due on notice (next_try_at) where state in ('waiting', 'sending');

    grant select, insert, update on client_case, notice to hotline_app;
    grant select, insert on rating to hotline_app;
  `.execute(db);
}
