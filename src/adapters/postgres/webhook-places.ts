/** How far each webhook's target has been told. The end of the lease is the holder's mark: who lost it finds no row. */
import { sql } from 'kysely';
import type { WebhookPlaces } from '../../app/api/webhooks.ts';
import type { Database } from './pool.ts';

const time = (at: number) => sql`to_timestamp(${at} / 1000.0)`;

export function createWebhookPlaces({ flushed }: Pick<Database, 'flushed'>): WebhookPlaces {
  const held = (target: string, leaseEndsAt: number) => sql`target = ${target} and next_try_at = ${time(leaseEndsAt)}`;
  return {
    async claim(target, { at, leaseMs, head }) {
      await sql`insert into webhook_delivery (target, delivered_n) values (${target}, ${head}) on conflict do nothing`.execute(flushed);
      const { rows } = await sql<{ deliveredN: number; tries: number }>`
        update webhook_delivery set next_try_at = ${time(at + leaseMs)} where target = ${target} and next_try_at <= ${time(at)}
        returning delivered_n as "deliveredN", tries`.execute(flushed);
      return rows[0] === undefined ? null : { ...rows[0], leaseEndsAt: at + leaseMs };
    },
    async reached(target, { leaseEndsAt, deliveredN, isOver }) {
      const { rows } = await sql`
        update webhook_delivery set delivered_n = ${deliveredN}, tries = 0, last_reason = null, next_try_at = ${isOver ? sql`'epoch'` : sql`next_try_at`}
        where ${held(target, leaseEndsAt)} returning 1`.execute(flushed);
      return rows.length === 1;
    },
    async failed(target, { leaseEndsAt, tries, nextTryAt, reason }) {
      await sql`update webhook_delivery set tries = ${tries}, next_try_at = ${time(nextTryAt)}, last_reason = ${reason} where ${held(target, leaseEndsAt)}`.execute(flushed);
    },
  };
}
