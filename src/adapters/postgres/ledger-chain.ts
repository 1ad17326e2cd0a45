/**
 * The chain itself: appended to under the lock of its one head row, so it cannot fork, and numbered within the day. The day
 * never goes back: a link written around midnight by a slow transaction belongs to the day the chain has reached.
 */
import { randomBytes } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import { commitmentOf, flawOf, hashOf, suite, zeroHash, type Link, type LinkBody, type LinkFlaw } from './ledger-hash.ts';
import type { Db } from './pool.ts';
import type { Tables } from './tables.ts';

export interface NewLink {
  readonly kind: 'expected' | 'gap' | 'sealed' | 'missing' | 'played';
  readonly recordingId: string;
  readonly at: number;
  readonly body: LinkBody;
}

interface Head {
  day: string;
  n: number;
  hash: string;
  today: string;
}

/** Within the caller's transaction: the link counts if and only if the rest does. */
export async function appendLink(transaction: Transaction<Tables>, { kind, recordingId, at, body }: NewLink): Promise<void> {
  const { rows } = await sql<Head>`
    select day, n, hash, (clock_timestamp() at time zone 'Asia/Shanghai')::date as today from ledger_head for update`.execute(transaction);
  const head = rows[0];
  if (head === undefined) throw new Error('the ledger has no head');
  const isNewDay = head.today > head.day;
  const salt = randomBytes(16).toString('hex');
  const link = {
    day: isNewDay ? head.today : head.day, n: isNewDay ? 1 : head.n + 1, at: Math.round(at), kind, recordingId,
    commitment: commitmentOf(salt, body), prevHash: head.hash, suite,
  };
  const hash = hashOf(link);
  await sql`
    with linked as (
      insert into recording_link (day, n, at, kind, recording_id, body, salt, commitment, prev_hash, hash, suite)
      values (${link.day}, ${link.n}, to_timestamp(${link.at} / 1000.0), ${kind}, ${recordingId}, ${JSON.stringify(body)}::jsonb, ${salt}, ${link.commitment}, ${link.prevHash}, ${hash}, ${suite})
    )
    update ledger_head set day = ${link.day}, n = ${link.n}, hash = ${hash}`.execute(transaction);
}

/** Links of a day after number `after`, ascending. */
export async function readLinks(db: Db, day: string, after: number, limit: number): Promise<readonly Link[]> {
  const rows = await db.selectFrom('recording_link').selectAll().where('day', '=', day).where('n', '>', after).orderBy('n').limit(limit).execute();
  return rows.map((row) => ({
    day: row.day, n: row.n, at: row.at.getTime(), kind: row.kind, recordingId: row.recording_id, body: row.body as LinkBody, salt: row.salt,
    commitment: row.commitment, prevHash: row.prev_hash, hash: row.hash, suite: row.suite,
  }));
}

export type ChainVerdict =
  | { readonly kind: 'intact'; readonly links: number; readonly head: string }
  /** `n`: the first link that is wrong, or where one is missing. */
  | { readonly kind: 'broken'; readonly n: number; readonly flaw: LinkFlaw | 'end-missing' };

const pageSize = 1_000;

/** Checks a day from the hash the day before ended with to the one the next day (or the head) goes on from. */
export async function verifyChain(db: Db, day: string): Promise<ChainVerdict> {
  const { rows } = await sql<{ start: string | null; goes_on: string | null }>`
    select (select hash from recording_link where day < ${day} order by day desc, n desc limit 1) as start,
      coalesce((select prev_hash from recording_link where day > ${day} order by day, n limit 1), (select hash from ledger_head)) as goes_on`.execute(db);
  let before = { n: 0, hash: rows[0]?.start ?? zeroHash };
  for (;;) {
    const links = await readLinks(db, day, before.n, pageSize);
    for (const link of links) {
      const flaw = flawOf(link, before);
      if (flaw !== null) return { kind: 'broken', n: before.n + 1, flaw };
      before = link;
    }
    if (links.length < pageSize) break;
  }
  return before.hash === rows[0]?.goes_on ? { kind: 'intact', links: before.n, head: before.hash } : { kind: 'broken', n: before.n + 1, flaw: 'end-missing' };
}
