/** A queue is taken away only when nothing leads into it and nobody waits in it; else it is said what to do first. */
import { sql } from 'kysely';
import { queueRulesSchema, queuesNamed } from '../../contract/queue-rules.ts';
import { FirmRefused } from './firm-load.ts';
import { asOwner } from './owner.ts';
import type { Db } from './pool.ts';

/** Flows as they were published, whole texts: a queue that the newest of them names is in use. */
async function flowsNaming(db: Db, queue: string): Promise<string[]> {
  const { rows } = await sql<{ files: Record<string, string> }>`select files from flow_release order by number desc limit 1`.execute(db);
  const names = new RegExp(`\\bqueue: *["']?${queue}["']?(?![a-z0-9-])`);
  return Object.entries(rows[0]?.files ?? {}).flatMap(([file, text]) => (typeof text === 'string' && names.test(text) ? [file] : []));
}

async function remove(db: Db, queue: string): Promise<void> {
  const { rows } = await sql<{ waiting: number; kept: number }>`
    select (select count(*) from queue_entry e where e.queue = q.name)::int as waiting,
      (select count(*) from callback_case c where c.kept_queue = q.name and c.state in ('pending', 'attempting'))::int as kept
    from queue q where q.name = ${queue} for update of q`.execute(db);
  const row = rows[0];
  if (row === undefined) throw new FirmRefused(`there is no queue "${queue}"`);
  const flows = await flowsNaming(db, queue);
  if (flows.length > 0) throw new FirmRefused(`queue ${queue}: callers are led into it by ${flows.join(', ')}; name another queue there first, the server takes the new flows by itself`);
  const others = await db.selectFrom('queue').select(['name', 'rules']).where('name', '<>', queue).execute();
  const sender = others.find((other) => queuesNamed(queueRulesSchema.parse(other.rules)).includes(queue));
  if (sender !== undefined) throw new FirmRefused(`queue ${queue}: the rules of queue ${sender.name} send callers to it; change them first, with ./hotline firm`);
  if (row.waiting > 0) throw new FirmRefused(`queue ${queue}: ${row.waiting} callers are in it. Nobody new comes in any more; wait until they are served, or give it {"empty": {"to": "queue:general"}} and sign its agents out, and they go there with their place`);
  if (row.kept > 0) throw new FirmRefused(`queue ${queue}: ${row.kept} places are kept in it and will be called back; they end by themselves within four hours`);
  await db.deleteFrom('agent_skill').where('queue', '=', queue).execute();
  await db.deleteFrom('queue').where('name', '=', queue).execute();
}

/** `databaseUrl` is the owner's. Throws FirmRefused or a StoreFault. */
export async function removeQueue(databaseUrl: string, queue: string): Promise<void> {
  await asOwner(databaseUrl, (db) => db.transaction().execute((transaction) => remove(transaction, queue)));
}
