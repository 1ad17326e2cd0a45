/**
 * Clients and their numbers. A whole phone number stands in one column of one table; everything else holds its keyed token.
 * The application's role cannot read that table, it can only ask for one token at a time.
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table phone_number (
      token text primary key check (token ~ '^[0-9a-f]{32}$'),
      number text not null check (number ~ '^[0-9]{3,18}$'),
      kept_at timestamptz not null default now()
    );
    comment on table phone_number is 'PROTECTED. The only place of whole phone numbers.';
    comment on column phone_number.number is 'PROTECTED: personal data. Read by hotline_numbers alone; the application goes through reveal_number(token).';
    grant select, insert on phone_number to hotline_numbers;

    create function keep_number(wanted_token text, wanted_number text) returns void
      language sql volatile security definer set search_path = pg_catalog, public
      as 'insert into public.phone_number (token, number) values (wanted_token, wanted_number) on conflict do nothing';
    create function reveal_number(wanted_token text) returns text
      language sql stable security definer set search_path = pg_catalog, public
      as 'select number from public.phone_number where token = wanted_token';
    grant create on schema public to hotline_numbers;
    alter function keep_number(text, text) owner to hotline_numbers;
    alter function reveal_number(text) owner to hotline_numbers;
    revoke create on schema public from hotline_numbers;
    revoke all on function keep_number(text, text), reveal_number(text) from public;
    grant execute on function keep_number(text, text), reveal_number(text) to hotline_app;

    create table client (
      id uuid primary key,
      client_no text not null unique,
      name text not null,
      branch_id text not null references branch (id),
      owner_agent_id uuid references agent (id),
      tier text not null check (tier in ('diamond', 'gold', 'wealth', 'ordinary'))
    );
    comment on column client.tier is 'T-01: diamond 钻卡, gold 金卡, wealth 理财卡.';

    create table client_number (
      client_id uuid not null references client (id),
      token text not null references phone_number (token),
      rank smallint not null check (rank >= 1),
      primary key (client_id, token),
      unique (client_id, rank)
    );
    create index client_number_token on client_number (token);

    create table client_bank (
      client_id uuid not null references client (id),
      rank smallint not null check (rank between 1 and 5),
      bank text not null,
      card_tail text not null check (card_tail ~ '^[0-9]{4}$'),
      primary key (client_id, rank)
    );

    grant select on client, client_number, client_bank to hotline_app;
  `.execute(db);
}
