/**
 * The number book: everything outside one protected table holds the keyed token of a number. Without the key a token tells
 * nothing; with it, the few billion possible numbers could be tried, so the key stays with the secrets.
 */
import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import type { NumberBook } from '../../app/ports.ts';
import type { NumberToken } from '../../core/machine.ts';
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
    async reveal(token) {
      const { rows } = await sql<{ number: string | null }>`select reveal_number(${token}) as number`.execute(live);
      return rows[0]?.number ?? null;
    },
  };
}
