import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { deskErrorSchema } from '../../../contract/desk/error.ts';
import { closeCaseSchema, inboxSchema } from '../../../contract/desk/inbox.ts';
import { sessionOf } from '../cookie.ts';
import type { App, HttpDeps } from '../deps.ts';
import { Refused } from '../refused.ts';

const tags = ['inbox'];
const caseParamsSchema = z.object({ caseId: z.string().max(64) });

export interface InboxRouteOptions {
  readonly deps: Pick<HttpDeps, 'inbox'>;
  readonly requireSession: (request: FastifyRequest) => Promise<void>;
}

export function registerInboxRoutes(app: App, { deps, requireSession }: InboxRouteOptions): void {
  app.get('/api/inbox', {
    onRequest: requireSession,
    schema: {
      tags,
      summary: 'What callers left after the tone, most urgent first, numbers masked. Not for the marketing series.',
      response: { 200: inboxSchema, '4xx': deskErrorSchema },
    },
    handler: async (request) => {
      const outcome = await deps.inbox.list(sessionOf(request).agent);
      if (outcome.kind === 'refused') throw new Refused(outcome.code);
      return outcome.value;
    },
  });

  app.post('/api/inbox/:caseId/take', {
    onRequest: requireSession,
    schema: { tags, summary: 'Takes a case. One that somebody else has is 409 CASE_TAKEN.', params: caseParamsSchema, response: { 200: z.object({}), '4xx': deskErrorSchema } },
    handler: async (request) => {
      const outcome = await deps.inbox.take(sessionOf(request).agent, request.params.caseId);
      if (outcome.kind === 'refused') throw new Refused(outcome.code);
      return {};
    },
  });

  app.post('/api/inbox/:caseId/close', {
    onRequest: requireSession,
    schema: { tags, summary: 'Closes a case that this agent has taken, with what was done.', params: caseParamsSchema, body: closeCaseSchema, response: { 200: z.object({}), '4xx': deskErrorSchema } },
    handler: async (request) => {
      const outcome = await deps.inbox.close(sessionOf(request).agent, request.params.caseId, request.body.result);
      if (outcome.kind === 'refused') throw new Refused(outcome.code);
      return {};
    },
  });
}
