/** Events that others wrote for the owner of a call: rows wait until the step that took them is saved. */
import { sql } from 'kysely';
import type { InboxRow, InboxStore } from '../../app/ports.ts';
import { parseInboxEvent, type InboxEvent } from './parse.ts';
import type { Database } from './pool.ts';

export interface InboxWriter {
  /** For the call's owner, whoever that is at the moment of reading. false: no such live call. */
  put(callId: string, event: InboxEvent): Promise<boolean>;
}

export function createInboxStore({ live }: Pick<Database, 'live'>, { onUnreadable }: { onUnreadable?: (inboxId: string) => void } = {}): InboxStore & InboxWriter {
  return {
    async read(node, limit) {
      const rows = await live.selectFrom(['inbox', 'business_clock']).select(['node', 'inbox_id', 'call_id', 'event', 'offset_ms']).where('node', '=', node).orderBy('inbox_id').limit(limit).execute();
      return rows.flatMap((row): InboxRow[] => {
        const event = parseInboxEvent(row.event, row.offset_ms);
        if (event === null) onUnreadable?.(String(row.inbox_id));
        return event === null ? [] : [{ node: row.node, inboxId: String(row.inbox_id), callId: row.call_id, event }];
      });
    },
    async done(inboxIds) {
      if (inboxIds.length === 0) return;
      await sql`delete from inbox where inbox_id = any (${[...inboxIds]}::bigint[])`.execute(live);
    },
    async put(callId, event) {
      const { rows } = await sql`
        insert into inbox (node, call_id, event) select node, call_id, ${JSON.stringify(event)}::jsonb from call where call_id = ${callId}::uuid returning 1`.execute(live);
      return rows.length === 1;
    },
  };
}
