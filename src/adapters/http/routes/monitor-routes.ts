import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { deskErrorSchema } from '../../../contract/desk/error.ts';
import { monitorAnswerSchema, monitorChangeSchema, monitorWishSchema, talksSchema } from '../../../contract/desk/monitor.ts';
import { sessionOf } from '../cookie.ts';
import type { App, HttpDeps } from '../deps.ts';
import { Refused } from '../refused.ts';

const tags = ['supervision'];
const params = z.object({ callId: z.uuid('is not the id of a call') });
const response = { 200: monitorAnswerSchema, '4xx': deskErrorSchema };
const path = '/api/calls/:callId/monitor';

export interface MonitorRouteOptions {
  readonly deps: Pick<HttpDeps, 'monitorCall'>;
  readonly requireSession: (request: FastifyRequest) => Promise<void>;
}

type Outcome = { readonly kind: 'done' } | { readonly kind: 'refused'; readonly code: string };

async function answered(asked: Promise<Outcome>): Promise<Record<string, never>> {
  const outcome = await asked;
  if (outcome.kind === 'refused') throw new Refused(outcome.code);
  return {};
}

export function registerMonitorRoutes(app: App, { deps, requireSession }: MonitorRouteOptions): void {
  app.get('/api/talks', {
    onRequest: requireSession,
    schema: { tags, summary: 'Talks under way, longest first: who talks, since when, who monitors. For supervisors.', response: { 200: talksSchema, '4xx': deskErrorSchema } },
    handler: async (request) => {
      const outcome = await deps.monitorCall.talks(sessionOf(request).agent);
      if (outcome.kind === 'refused') throw new Refused(outcome.code);
      return outcome.value;
    },
  });

  app.post(path, {
    onRequest: requireSession,
    schema: {
      tags, params, body: monitorWishSchema, response,
      summary: "A supervisor comes to a talk: her own ready seat rings, then she listens, whispers to the agent, or talks with both. Audited.",
    },
    handler: async (request) => answered(deps.monitorCall.begin(sessionOf(request).agent, { ...request.params, ...request.body, requestId: request.id })),
  });

  app.put(path, {
    onRequest: requireSession,
    schema: {
      tags, params, body: monitorChangeSchema, response,
      summary: 'Another mode of the monitoring under way, or take-over: she leads the call, the agent goes to after-call work. Audited.',
    },
    handler: async (request) => answered(deps.monitorCall.change(sessionOf(request).agent, { ...request.params, ...request.body, requestId: request.id })),
  });

  app.delete(path, {
    onRequest: requireSession,
    schema: { tags, params, response, summary: 'The supervisor leaves the talk, which goes on; her seat is free again.' },
    handler: async (request) => answered(deps.monitorCall.end(sessionOf(request).agent, { ...request.params, requestId: request.id })),
  });
}
