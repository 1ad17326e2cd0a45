import type { FastifyRequest } from 'fastify';
import { contactGapsQuerySchema, contactGapsReportSchema } from '../../../contract/desk/contact-gaps.ts';
import { deskErrorSchema } from '../../../contract/desk/error.ts';
import { sessionOf } from '../cookie.ts';
import type { App, HttpDeps } from '../deps.ts';
import { Refused } from '../refused.ts';

export interface ClientRouteOptions {
  readonly deps: Pick<HttpDeps, 'contactGaps'>;
  readonly requireSession: (request: FastifyRequest) => Promise<void>;
}

export function registerClientRoutes(app: App, { deps, requireSession }: ClientRouteOptions): void {
  app.get('/api/clients/contact-gaps', {
    onRequest: requireSession,
    schema: {
      tags: ['clients'],
      summary: 'Clients who lack a way of contact (or the one of `missing`), page by page: ids and kinds, no number. For supervisors and the compliance series; every page read is audited.',
      querystring: contactGapsQuerySchema,
      response: { 200: contactGapsReportSchema, '4xx': deskErrorSchema },
    },
    handler: async (request) => {
      const outcome = await deps.contactGaps(sessionOf(request).agent, request.query, request.id);
      if (outcome.kind === 'refused') throw new Refused(outcome.code);
      return outcome.value;
    },
  });
}
