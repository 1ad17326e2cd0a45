/** Consults of calls for the figures, as talks are kept (2026-11-25-76-figures.ts). `./hotline figures rebuild` makes those of earlier days. */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table figure_consult (
      call_id uuid not null,
      n int not null,
      seat_id text not null,
      queue text,
      started_at timestamptz not null,
      talk_ms int not null,
      primary key (call_id, n)
    );
    create index figure_consult_at on figure_consult (started_at);
    grant select, insert, update, delete on figure_consult to hotline_app;
  `.execute(db);
}
