import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { deskErrorSchema } from '../../../contract/desk/error.ts';
import { seatExplainSchema, seatForceSchema } from '../../../contract/desk/seat.ts';
import { sessionOf } from '../cookie.ts';
import type { App, HttpDeps } from '../deps.ts';
import { Refused } from '../refused.ts';

const tags = ['supervision'];
const params = z.object({ seatId: z.string().min(1).max(40) });

export interface OverseeRouteOptions {
  readonly deps: Pick<HttpDeps, 'oversee' | 'overseeCall'>;
  readonly requireSession: (request: FastifyRequest) => Promise<void>;
}

export function registerOverseeRoutes(app: App, { deps, requireSession }: OverseeRouteOptions): void {
  app.get('/api/seats/:seatId/explain', {
    onRequest: requireSession,
    schema: {
      tags, params,
      summary: 'Why this seat is offered nothing: what it lacks, one code each, and of each caller who waits for its skills why she is not offered to it. For its agent and for supervisors.',
      response: { 200: seatExplainSchema, '4xx': deskErrorSchema },
    },
    handler: async (request) => {
      const outcome = await deps.oversee.explain(sessionOf(request).agent, request.params.seatId);
      if (outcome.kind === 'refused') throw new Refused(outcome.code);
      return outcome.value;
    },
  });

  app.post('/api/calls/:callId/hang-up', {
    onRequest: requireSession,
    schema: {
      tags,
      params: z.object({ callId: z.uuid('is not the id of a call') }),
      summary: "A supervisor ends a call: every leg is hung up, the seat goes to after-call work. Audited; a call that has ended is 409.",
      response: { 200: z.object({}), '4xx': deskErrorSchema },
    },
    handler: async (request) => {
      const outcome = await deps.overseeCall.hangUp(sessionOf(request).agent, request.params.callId, request.id);
      if (outcome.kind === 'refused') throw new Refused(outcome.code);
      return {};
    },
  });

  app.post('/api/seats/:seatId/state', {
    onRequest: requireSession,
    schema: {
      tags, params,
      summary: "A supervisor's word for a seat: ready, not ready, signed out. On a call it waits until after it. Each is audited.",
      body: seatForceSchema,
      response: { 200: seatExplainSchema, '4xx': deskErrorSchema },
    },
    handler: async (request) => {
      const outcome = await deps.oversee.force(sessionOf(request).agent, request.params.seatId, { ...request.body, requestId: request.id });
      if (outcome.kind === 'refused') throw new Refused(outcome.code);
      return outcome.value;
    },
  });
}
