/** What one server asks of a call that another has: a row, and its answer on it. */
import { sql } from 'kysely';
import { z } from 'zod';
import type { AskStore } from '../../app/elsewhere.ts';
import type { NewEvent } from '../../app/runner/new-event.ts';
import type { Database } from './pool.ts';

const answerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done'), channelId: z.string().optional() }).transform(({ kind, channelId }) => (channelId === undefined ? { kind } : { kind, channelId })),
  z.object({ kind: z.literal('refused'), code: z.string() }),
  z.object({ kind: z.literal('unreachable') }),
]);
/** Written by a server of this program; a kind that reaches calls in another way is not taken from here. */
const eventSchema = z.looseObject({ kind: z.enum(['seat-asked', 'transfer-asked', 'monitor-asked', 'monitor-change-asked', 'hang-up-asked', 'seat-page', 'seat-device']) });

export function createAskStore({ live }: Pick<Database, 'live'>): AskStore {
  return {
    async ownerOf(callId) {
      const { rows } = await sql<{ node: string; exchange: string | null }>`
        select c.node, l.exchange from call c join app_lease l on l.node = c.node where c.call_id = ${callId}::uuid`.execute(live);
      return rows[0] ?? null;
    },
    async put({ askId, node, callId, event }) {
      await live.insertInto('call_ask').values({ ask_id: askId, node, call_id: callId, event: JSON.stringify(event), answer: null }).execute();
    },
    async answerOf(askId) {
      const row = await live.selectFrom('call_ask').select('answer').where('ask_id', '=', askId).executeTakeFirst();
      return row === undefined || row.answer === null ? null : answerSchema.parse(row.answer);
    },
    async drop(askId) {
      await live.deleteFrom('call_ask').where('ask_id', '=', askId).execute();
    },
    async unanswered(node) {
      const { rows } = await sql<{ askId: string; callId: string; event: unknown }>`
        with over as (delete from call_ask where at < clock_timestamp() - interval '10 s')
        select ask_id as "askId", call_id as "callId", event from call_ask
        where node = ${node} and answer is null and at >= clock_timestamp() - interval '10 s' order by at`.execute(live);
      return rows.flatMap(({ event, ...row }) => (eventSchema.safeParse(event).success ? [{ ...row, event: event as NewEvent }] : []));
    },
    async answer(askId, answer) {
      await sql`update call_ask set answer = ${JSON.stringify(answer)}::jsonb where ask_id = ${askId}::uuid and answer is null`.execute(live);
    },
  };
}
