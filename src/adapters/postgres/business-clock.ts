/** Where the offset of the firm's business clock stands; app/business-clock.ts keeps the time. */
import { sql } from 'kysely';
import type { BusinessClockStore } from '../../app/business-clock.ts';
import { asOwner } from './owner.ts';
import type { Database } from './pool.ts';

export function createBusinessClockStore({ live }: Pick<Database, 'live'>): BusinessClockStore {
  return {
    async read() {
      const row = await live.selectFrom('business_clock').select('offset_ms').executeTakeFirst();
      return { offsetMs: row?.offset_ms ?? 0 };
    },
  };
}

/**
 * Sets the firm's business time to `isoInstant` (RFC 3339 with an offset, e.g. `2026-11-23T10:00+08:00`); it runs on from there.
 * null: back to the true time. Throws RangeError on text that is no instant, StoreFault when the store is away.
 */
export async function setBusinessClock(databaseUrl: string, isoInstant: string | null): Promise<void> {
  const instant = isoInstant === null ? null : Date.parse(isoInstant);
  const isInstant = isoInstant === null || (/T.*(Z|[+-]\d\d:?\d\d)$/i.test(isoInstant) && !Number.isNaN(instant));
  if (!isInstant) throw new RangeError('not an instant with its offset from UTC, such as 2026-11-23T10:00+08:00');
  const offsetMs = instant === null ? 0 : Math.round(instant - Date.now());
  await asOwner(databaseUrl, (db) => sql`update business_clock set offset_ms = ${offsetMs}, set_at = now()`.execute(db));
}
