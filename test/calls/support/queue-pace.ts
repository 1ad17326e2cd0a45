import type { Hotline } from './hotline.ts';

/** A queue whose seats ring and wind up faster than the demo firm's, so that a test need not wait; the way back restores it. */
export async function hurryQueues(hotline: Hotline, pace: { ringMs: number; acwMs: number }): Promise<() => Promise<void>> {
  const before = await hotline.records.sql<{ name: string; ring_ms: number; acw_ms: number }>('select name, ring_ms, acw_ms from queue');
  await hotline.records.sql('update queue set ring_ms = $1, acw_ms = $2', [pace.ringMs, pace.acwMs]);
  return async () => {
    for (const { name, ring_ms, acw_ms } of before) await hotline.records.sql('update queue set ring_ms = $2, acw_ms = $3 where name = $1', [name, ring_ms, acw_ms]);
  };
}
