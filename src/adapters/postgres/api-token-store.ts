/** Tokens of other systems, by their hash. Who made or revoked one is in the audit of access. */
import { sql } from 'kysely';
import type { ApiScope, ApiToken, ApiTokenStore } from '../../app/api/tokens.ts';
import type { Database } from './pool.ts';

const time = (at: number) => sql`to_timestamp(${at} / 1000.0)`;
const ms = (column: string) => sql.raw(`round(extract(epoch from ${column}) * 1000)::bigint`);

type Listed = Awaited<ReturnType<ApiTokenStore['list']>>[number];

export function createApiTokenStore({ flushed, reads }: Pick<Database, 'flushed' | 'reads'>): ApiTokenStore {
  return {
    async add({ tokenId, name, scopes, hash, by, at, validUntil }) {
      await sql`
        with made as (
          insert into api_token (id, name, hash, scopes, made_by, made_at, valid_until)
          values (${tokenId}, ${name}, ${hash}, ${[...scopes]}::text[], ${by}, ${time(at)}, ${time(validUntil)}) returning id
        )
        insert into access_audit (at, action, subject_id, request_id) select ${time(at)}, 'api-token-made', id, ${by} from made`.execute(flushed);
    },
    async find(hash, at) {
      const { rows } = await sql<{ id: string; name: string; scopes: ApiScope[] }>`
        select id, name, scopes from api_token where hash = ${hash} and revoked_at is null and valid_until > ${time(at)}`.execute(reads);
      const row = rows[0];
      if (row === undefined) return null;
      await sql`update api_token set used_at = ${time(at)} where id = ${row.id} and (used_at is null or used_at < ${time(at)} - interval '1 hour')`.execute(flushed);
      const token: ApiToken = { tokenId: row.id, name: row.name, scopes: row.scopes };
      return token;
    },
    async isValid(tokenId, at) {
      const { rows } = await sql`select 1 from api_token where id = ${tokenId} and revoked_at is null and valid_until > ${time(at)}`.execute(reads);
      return rows.length === 1;
    },
    async isAnyValid(scope, at) {
      const { rows } = await sql`select 1 from api_token where ${scope} = any (scopes) and revoked_at is null and valid_until > ${time(at)} limit 1`.execute(reads);
      return rows.length === 1;
    },
    async revoke(tokenId, by, at) {
      const { rows } = await sql`
        with gone as (update api_token set revoked_by = ${by}, revoked_at = ${time(at)} where id = ${tokenId} and revoked_at is null returning id),
        told as (insert into access_audit (at, action, subject_id, request_id) select ${time(at)}, 'api-token-revoked', id, ${by} from gone)
        select id from gone`.execute(flushed);
      return rows.length === 1;
    },
    async list() {
      const { rows } = await sql<Listed>`
        select id as "tokenId", name, scopes, ${ms('valid_until')} as "validUntil", ${ms('revoked_at')} as "revokedAt", ${ms('used_at')} as "usedAt" from api_token order by made_at`.execute(reads);
      return rows;
    },
  };
}
