/** Published releases of the flows: rows that are only added, numbered without a gap. */
import { sql } from 'kysely';
import { z } from 'zod';
import type { FlowRelease, FlowReleaseStore, ReleaseHead } from '../../app/flows/ports.ts';
import type { Database } from './pool.ts';

const files = z.record(z.string(), z.string());
const difference = z.array(z.string());
const HEAD = ['number', 'published_at', 'published_by', 'note', 'difference'] as const;

interface HeadRow {
  readonly number: number;
  readonly published_at: Date;
  readonly published_by: string;
  readonly note: string;
  readonly difference: unknown;
}

const headOf = (row: HeadRow): ReleaseHead => ({
  number: row.number, publishedAt: row.published_at.getTime(), publishedBy: row.published_by, note: row.note, difference: difference.parse(row.difference),
});

export function createFlowReleaseStore({ live }: Pick<Database, 'live'>): FlowReleaseStore {
  return {
    async newest() {
      const row = await live.selectFrom('flow_release').select(['number', 'hash']).orderBy('number', 'desc').limit(1).executeTakeFirst();
      return row ?? null;
    },
    async read(number): Promise<FlowRelease | null> {
      const row = await live.selectFrom('flow_release').selectAll().where('number', '=', number).executeTakeFirst();
      return row === undefined ? null : { ...headOf(row), hash: row.hash, files: files.parse(row.files) };
    },
    async list(limit) {
      const rows = await live.selectFrom('flow_release').select(HEAD).orderBy('number', 'desc').limit(limit).execute();
      return rows.map(headOf);
    },
    async isKnown(hash) {
      return (await live.selectFrom('flow_release').select('number').where('hash', '=', hash).limit(1).executeTakeFirst()) !== undefined;
    },
    async add(release) {
      const added = await live
        .insertInto('flow_release')
        .values({
          number: release.number, published_at: new Date(release.publishedAt), published_by: release.publishedBy, note: release.note, hash: release.hash,
          files: JSON.stringify(release.files), difference: JSON.stringify(release.difference),
        })
        .onConflict((conflict) => conflict.column('number').doNothing())
        .executeTakeFirst();
      return added.numInsertedOrUpdatedRows === 1n;
    },
    async ofLiveCalls() {
      const { rows } = await sql<{ number: number }>`select distinct (state->>'flowVersion')::int as number from call where state->>'flowVersion' is not null`.execute(live);
      return rows.map((row) => row.number);
    },
  };
}
