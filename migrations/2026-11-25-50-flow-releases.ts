/**
 * Published versions of the flows: all files of one moment together, who published them, and what differs from the release before. Rows are
 * only added: a call's history names the release it ran on.
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table flow_release (
      number int primary key check (number > 0),
      published_at timestamptz not null,
      published_by text not null check (length(published_by) between 1 and 80),
      note text not null check (length(note) <= 500),
      hash text not null check (hash ~ '^[0-9a-f]{64}$'),
      files jsonb not null,
      difference jsonb not null
    );
    create index flow_release_hash on flow_release (hash);
    comment on column flow_release.hash is 'SHA-256 of the files: the same files are not published twice in a row.';
    grant select, insert on flow_release to hotline_app;
  `.execute(db);
}
