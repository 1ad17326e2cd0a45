/** A message that a caller left after the tone is a recording without an agent, sealed like every other. */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table recording
      alter column seat_id drop not null,
      add column of text not null default 'talk' check (of in ('talk', 'message')),
      add check (of = 'message' or seat_id is not null);
    comment on column recording.of is 'talk: client and agent; message: what a caller left after the tone.';
  `.execute(db);
}
