import type { Caller } from '../../calls/support/caller.ts';
import type { Hotline } from '../../calls/support/hotline.ts';
import { found } from '../../calls/support/until.ts';

/** A row of the queue. */
export interface Entry {
  entry_id: string;
  entered_at: Date;
  phase: string;
}

/** The queue entry of a caller's call, as the row stands. */
export async function entryOf(hotline: Hotline, caller: Caller): Promise<Entry | undefined> {
  const live = await hotline.records.liveCallOf(caller.number);
  return (await hotline.records.sql<Entry>('select * from queue_entry where call_id = $1', [live?.callId ?? null]))[0];
}

export const waitsInQueue = (hotline: Hotline, caller: Caller): Promise<Entry> =>
  found('the caller waits', async () => {
    const entry = await entryOf(hotline, caller);
    return entry?.phase === 'waiting' ? entry : undefined;
  }, 20_000);
