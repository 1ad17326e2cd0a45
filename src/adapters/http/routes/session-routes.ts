import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { canSeeAllCalls } from '../../../app/desk/calls.ts';
import type { Session } from '../../../app/desk/ports.ts';
import { deskErrorSchema } from '../../../contract/desk/error.ts';
import { deskProtocol } from '../../../contract/desk/protocol.ts';
import { meSchema, signInSchema } from '../../../contract/desk/session.ts';
import type { Me } from '../../../contract/desk/session.ts';
import { sessionOf } from '../cookie.ts';
import type { SessionCookie } from '../cookie.ts';
import type { App, HttpDeps } from '../deps.ts';
import { Refused } from '../refused.ts';

const tags = ['session'];

export interface SessionRouteOptions {
  readonly deps: Pick<HttpDeps, 'signIn' | 'monitorCall' | 'now'>;
  readonly cookie: SessionCookie;
  readonly requireSession: (request: FastifyRequest) => Promise<void>;
  /** Sign-ins from one address in a minute. */
  readonly signInsPerMinute: number;
  readonly onSignedOut: (sessionKey: string) => void;
}

export function registerSessionRoutes(app: App, { deps, cookie, requireSession, signInsPerMinute, onSignedOut }: SessionRouteOptions): void {
  const me = async (session: Session): Promise<Me> => ({
    agent: session.agent,
    protocol: deskProtocol,
    serverNow: deps.now(),
    expiresAt: session.expiresAt,
    canSeeAllCalls: canSeeAllCalls(session.agent),
    isSupervisor: await deps.monitorCall.isSupervisor(session.agent),
  });

  app.post('/api/sign-in', {
    config: { rateLimit: { max: signInsPerMinute, timeWindow: 60_000 } },
    schema: { tags, summary: 'Signs an agent in; the session is a cookie.', body: signInSchema, response: { 200: meSchema, '4xx': deskErrorSchema } },
    handler: async (request, reply) => {
      const answer = await deps.signIn.signIn({ ...request.body, requestId: request.id });
      if (answer.kind === 'refused') {
        if (answer.code === 'SIGN_IN_WRONG') throw new Refused(answer.code);
        throw new Refused(answer.code, { retryAfterS: Math.max(1, Math.ceil((answer.lockedUntil - deps.now()) / 1_000)) });
      }
      cookie.set(reply, answer.token, answer.session.expiresAt - answer.session.openedAt);
      return me(answer.session);
    },
  });

  app.post('/api/sign-out', {
    onRequest: requireSession,
    schema: { tags, summary: 'Ends the session. The seat stays as it is.', response: { 200: z.object({}), '4xx': deskErrorSchema } },
    handler: async (request, reply) => {
      const session = sessionOf(request);
      await deps.signIn.signOut(session, request.id);
      cookie.clear(reply);
      onSignedOut(session.sessionKey);
      return {};
    },
  });

  app.get('/api/me', {
    onRequest: requireSession,
    schema: { tags, summary: 'Who is signed in.', response: { 200: meSchema, '4xx': deskErrorSchema } },
    handler: async (request) => me(sessionOf(request)),
  });
}
