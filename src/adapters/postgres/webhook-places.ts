/** How far each webhook's target has been told. */
import { sql } from 'kysely';
import type { WebhookPlaces } from '../../app/api/webhooks.ts';
import type { Database } from './pool.ts';

const time = (at: number) => sql`to_timestamp(${at} / 1000.0)`;

export function createWebhookPlaces({ flushed }: Pick<Database, 'flushed'>): WebhookPlaces {
  return {
    async claim(target, { at, leaseMs, head }) {
      await sql`insert into webhook_delivery (target, delivered_n) values (${target}, ${head}) on conflict do nothing`.execute(flushed);
      const { rows } = await sql<{ deliveredN: number; tries: number }>`
        update webhook_delivery set next_try_at = ${time(at + leaseMs)} where target = ${target} and next_try_at <= ${time(at)}
        returning delivered_n as "deliveredN", tries`.execute(flushed);
      return rows[0] ?? null;
    },
    async done(target, deliveredN) {
      await sql`update webhook_delivery set delivered_n = greatest(delivered_n, ${deliveredN}), tries = 0, next_try_at = 'epoch', last_reason = null where target = ${target}`.execute(flushed);
    },
    async failed(target, { tries, nextTryAt, reason }) {
      await sql`update webhook_delivery set tries = ${tries}, next_try_at = ${time(nextTryAt)}, last_reason = ${reason} where target = ${target}`.execute(flushed);
    },
  };
}
