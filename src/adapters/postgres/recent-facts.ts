/**
 * Facts of call steps are not flushed one by one: a crash of PostgreSQL may lose those of the last moments, though their calls go
 * on. Who saved them remembers them for a while and writes them again; one that is there already stays as it is.
 */
import { sql } from 'kysely';
import type { SavedStep } from '../../app/ports.ts';
import type { Db } from './pool.ts';

/** Far longer than a crash can reach back, and than PostgreSQL takes to come back. */
const KEPT_MS = 60_000;

interface Kept {
  readonly savedAtMs: number;
  readonly callId: string;
  readonly facts: SavedStep['facts'];
}

export interface RecentFacts {
  remember(steps: readonly SavedStep[]): void;
  /** Writes again what may be lost: of these calls, or of all. */
  restore(db: Db, callIds?: ReadonlySet<string>): Promise<void>;
}

export function createRecentFacts(nowMs: () => number = () => performance.now()): RecentFacts {
  let kept: Kept[] = [];
  let isDueAtMs = 0;
  return {
    remember(steps) {
      const savedAtMs = nowMs();
      for (const { callId, facts } of steps) if (facts.length > 0) kept.push({ savedAtMs, callId, facts });
      if (savedAtMs < isDueAtMs) return;
      isDueAtMs = savedAtMs + KEPT_MS / 10;
      kept = kept.filter((one) => one.savedAtMs > savedAtMs - KEPT_MS);
    },
    async restore(db, callIds) {
      const facts = kept.filter((one) => callIds?.has(one.callId) ?? true).flatMap(({ callId, facts: noted }) => noted.map((one) => ({ callId, ...one })));
      if (facts.length === 0) return;
      await sql`
        insert into fact (at, call_id, subject, seq, kind, body)
        select to_timestamp(f.at / 1000.0), f.call_id, 'call', f.seq, f.kind, f.body
        from unnest(${facts.map((fact) => fact.callId)}::uuid[], ${facts.map((fact) => fact.seq)}::int[], ${facts.map((fact) => fact.at)}::float8[],
          ${facts.map(({ fact }) => fact.kind)}::text[], ${facts.map(({ fact: { kind: _, ...body } }) => JSON.stringify(body))}::jsonb[])
          as f (call_id, seq, at, kind, body)
        on conflict do nothing`.execute(db);
    },
  };
}
