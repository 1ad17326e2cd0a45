/**
 * The number book: everything outside one protected table holds the keyed token of a number. Without the key a token tells
 * nothing; with it, the few billion possible numbers could be tried, so the key stays with the secrets.
 */
import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import type { NumberBook } from '../../app/ports.ts';
import type { NumberToken } from '../../core/machine.ts';
import type { Tier } from '../../core/match/tier.ts';
import { clientMatchLimit } from './client-match-limit.ts';
import { normaliseNumber } from './number-form.ts';
import type { Database } from './pool.ts';

/** HMAC-SHA-256, its first 128 bits as hex. `tokenKey` is 64 hex digits; `number` is normalised. */
export function numberToken(tokenKey: string, number: string): NumberToken {
  return createHmac('sha256', Buffer.from(tokenKey, 'hex')).update(`number\0${number}`).digest('hex').slice(0, 32);
}

export function createNumberBook({ live }: Pick<Database, 'live'>, { tokenKey }: { tokenKey: string }): NumberBook {
  return {
    async keep(raw) {
      const number = normaliseNumber(raw);
      if (number === null) return null;
      const token = numberToken(tokenKey, number);
      await sql`select keep_number(${token}, ${number})`.execute(live);
      return token;
    },
    async know(raw) {
      const number = normaliseNumber(raw);
      if (number === null) return null;
      const token = numberToken(tokenKey, number);
      const { rows } = await sql<{ client_id: string | null; tier: Tier | null; last_agent: string | null }>`
        with kept as materialized (select keep_number(${token}, ${number}))
        select c.client_id, c.tier, l.agent_id as last_agent from kept left join lateral (
          select n.client_id, k.tier from client_number n join client k on k.id = n.client_id where n.token = ${token} order by n.rank, n.client_id limit ${clientMatchLimit}
        ) c on true left join lateral (
          select agent_id from call_log where number_token = ${token} and started_at > now() - interval '7 days' and agent_id is not null order by started_at desc limit 1
        ) l on true`.execute(live);
      const known = rows.filter((row) => row.client_id !== null);
      const [tier, lastAgentId] = [known.length === 1 ? (known[0]?.tier ?? null) : null, rows[0]?.last_agent ?? null];
      return {
        numberToken: token, clientIds: known.map((row) => row.client_id ?? ''),
        ...(tier === null ? {} : { tier }), ...(lastAgentId === null ? {} : { lastAgentId }),
      };
    },
    async reveal(token) {
      const { rows } = await sql<{ number: string | null }>`select reveal_number(${token}) as number`.execute(live);
      return rows[0]?.number ?? null;
    },
  };
}
