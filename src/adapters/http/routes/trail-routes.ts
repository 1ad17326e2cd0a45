import type { FastifyRequest } from 'fastify';
import { deskErrorSchema } from '../../../contract/desk/error.ts';
import { trailPageSchema, trailQuerySchema } from '../../../contract/desk/trail.ts';
import { sessionOf } from '../cookie.ts';
import type { App, HttpDeps } from '../deps.ts';
import { Refused } from '../refused.ts';

export interface TrailRouteOptions {
  readonly deps: Pick<HttpDeps, 'trail'>;
  readonly requireSession: (request: FastifyRequest) => Promise<void>;
}

export function registerTrailRoutes(app: App, { deps, requireSession }: TrailRouteOptions): void {
  app.get('/api/trail', {
    onRequest: requireSession,
    schema: {
      tags: ['compliance'],
      summary: 'Logins, password and contact changes with number, line, time and result, newest first. For the compliance series; every reading is audited.',
      querystring: trailQuerySchema,
      response: { 200: trailPageSchema, '4xx': deskErrorSchema },
    },
    handler: async (request, reply) => {
      const outcome = await deps.trail.page(sessionOf(request).agent, request.query, request.id);
      if (outcome.kind === 'refused') throw new Refused(outcome.code);
      reply.header('cache-control', 'no-store');
      return outcome.value;
    },
  });
}
