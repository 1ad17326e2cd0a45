/** Who owns the calls of a node. The epoch on the lease and on each live row is what a former owner fails at. */
import { sql } from 'kysely';
import type { OwnershipStore } from '../../app/ports.ts';
import type { Database } from './pool.ts';

/** Until the first renewal. */
const firstTtlMs = 5_000;

/** `exchange`: the Asterisk at which the node's calls are. */
export function createOwnershipStore({ flushed }: Pick<Database, 'flushed'>, { exchange = null }: { exchange?: string | null } = {}): Required<OwnershipStore> {
  return {
    async acquire(node, owner) {
      return flushed.transaction().execute(async (transaction) => {
        await sql`insert into app_lease (node, owner, epoch, expires_at) values (${node}, ${owner}, 0, now()) on conflict do nothing`.execute(transaction);
        // Waits for savers that hold the row (call-store.ts), then keeps new ones out: a statement of its own, so that the
        // next one sees the calls they bore.
        await sql`select from app_lease where node = ${node} for update`.execute(transaction);
        const { rows } = await sql<{ epoch: number }>`
          update app_lease set owner = ${owner}, exchange = ${exchange}, epoch = epoch + 1, expires_at = now() + ${firstTtlMs} * interval '1 ms'
          where node = ${node} returning epoch`.execute(transaction);
        const epoch = rows[0]?.epoch;
        if (epoch === undefined) throw new Error('the lease row is gone');
        await sql`update call set epoch = ${epoch} where node = ${node}`.execute(transaction);
        return { epoch };
      });
    },
    async abandoned({ exchange: at, forMs }) {
      const { rows } = await sql<{ node: string }>`
        select l.node from app_lease l where l.exchange = ${at} and l.expires_at < clock_timestamp() - ${forMs} * interval '1 ms'
          and exists (select from call c where c.node = l.node) order by l.node`.execute(flushed);
      return rows.map(({ node }) => node);
    },
    async renew(node, epoch, ttlMs) {
      const { rows } = await sql`
        update app_lease set expires_at = clock_timestamp() + ${ttlMs} * interval '1 ms' where node = ${node} and epoch = ${epoch} returning 1`.execute(flushed);
      return rows.length === 1;
    },
  };
}
