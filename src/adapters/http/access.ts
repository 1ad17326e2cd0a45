/**
 * Who may read what is not one agent's own: other systems by an API token of that scope, people of the compliance series by their
 * session, supervisors the figures. A browser never sends the token by itself, so no other site can use it.
 */
import type { FastifyRequest } from 'fastify';
import type { ApiScope, ApiToken, ApiTokens } from '../../app/api/tokens.ts';
import { canSeeAllCalls } from '../../app/desk/calls.ts';
import type { Agent } from '../../app/desk/ports.ts';
import { sessionOf } from './cookie.ts';
import { Refused } from './refused.ts';

const BEARER = /^Bearer ([A-Za-z0-9._-]{1,200})$/;
/** A page cannot give a header with a socket: its second subprotocol is the token. */
const BEARER_PROTOCOL = /(?:^|,)\s*bearer\.([A-Za-z0-9._-]{1,200})\s*(?:,|$)/;

export interface Access {
  /** An onRequest hook. */
  allow(scope: ApiScope): (request: FastifyRequest) => Promise<void>;
  /** A token of this scope; refused for everybody else. */
  tokenOf(request: FastifyRequest, scope: ApiScope): Promise<ApiToken>;
}

export interface AccessDeps {
  readonly tokens: Pick<ApiTokens, 'check'>;
  readonly isSupervisor: (agent: Agent) => Promise<boolean>;
  readonly requireSession: (request: FastifyRequest) => Promise<void>;
}

export function createAccess({ tokens, isSupervisor, requireSession }: AccessDeps): Access {
  const mayRead = async (agent: Agent, scope: ApiScope): Promise<boolean> => canSeeAllCalls(agent) || (scope === 'figures' && (await isSupervisor(agent)));
  const tokenOf = async (request: FastifyRequest, scope: ApiScope): Promise<ApiToken> => {
    const [, given] = BEARER.exec(request.headers.authorization ?? '') ?? BEARER_PROTOCOL.exec(request.headers['sec-websocket-protocol'] ?? '') ?? [];
    const token = given === undefined ? null : await tokens.check(given);
    if (token === null) throw new Refused('TOKEN_REQUIRED');
    if (!token.scopes.includes(scope)) throw new Refused('FORBIDDEN');
    return token;
  };
  return {
    tokenOf,
    allow: (scope) => async (request) => {
      if (request.headers.authorization !== undefined) {
        await tokenOf(request, scope);
        return;
      }
      await requireSession(request);
      if (!(await mayRead(sessionOf(request).agent, scope))) throw new Refused('FORBIDDEN');
    },
  };
}
