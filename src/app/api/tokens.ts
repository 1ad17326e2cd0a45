/**
 * Tokens of other systems. The token is shown once, when it is made; the store has its hash. It is 256 random bits, so a plain hash
 * is enough and nobody can be slowed down by one.
 */
import { createHash, randomBytes } from 'node:crypto';

export const apiScopes = ['figures', 'events'] as const;
export type ApiScope = (typeof apiScopes)[number];

export interface ApiToken {
  readonly tokenId: string;
  readonly name: string;
  readonly scopes: readonly ApiScope[];
}

export interface ApiTokenStore {
  add(token: ApiToken & { readonly hash: string; readonly by: string; readonly at: number; readonly validUntil: number }): Promise<void>;
  /** null: no such token, over, or revoked. Writes down when it was last used, once an hour. */
  find(hash: string, at: number): Promise<ApiToken | null>;
  isValid(tokenId: string, at: number): Promise<boolean>;
  isAnyValid(scope: ApiScope, at: number): Promise<boolean>;
  /** false: there is none that is valid. */
  revoke(tokenId: string, by: string, at: number): Promise<boolean>;
  list(): Promise<readonly (ApiToken & { readonly validUntil: number; readonly revokedAt: number | null; readonly usedAt: number | null })[]>;
}

export interface ApiTokens {
  check(token: string): Promise<ApiToken | null>;
  isValid(tokenId: string): Promise<boolean>;
  make(token: { name: string; scopes: readonly ApiScope[]; by: string; validMs: number }): Promise<{ readonly tokenId: string; readonly token: string }>;
}

const PREFIX = 'hotline_';
const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

export function createApiTokens(store: Pick<ApiTokenStore, 'add' | 'find' | 'isValid'>, now: () => number): ApiTokens {
  return {
    check: async (token) => (token.startsWith(PREFIX) ? store.find(hashOf(token), now()) : null),
    isValid: (tokenId) => store.isValid(tokenId, now()),
    async make({ name, scopes, by, validMs }) {
      const tokenId = randomBytes(6).toString('hex');
      const token = `${PREFIX}${tokenId}_${randomBytes(32).toString('base64url')}`;
      await store.add({ tokenId, name, scopes, hash: hashOf(token), by, at: now(), validUntil: now() + validMs });
      return { tokenId, token };
    },
  };
}
