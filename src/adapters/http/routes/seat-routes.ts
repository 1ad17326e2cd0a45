import type { FastifyRequest } from 'fastify';
import { previousCallsSchema } from '../../../contract/desk/calls.ts';
import { deskErrorSchema } from '../../../contract/desk/error.ts';
import { seatAnswerSchema, seatChangeSchema } from '../../../contract/desk/seat.ts';
import { seatServiceFileSchema, serviceFileQuerySchema } from '../../../contract/desk/service-file.ts';
import { sessionOf } from '../cookie.ts';
import type { App, HttpDeps } from '../deps.ts';
import { Refused } from '../refused.ts';

const tags = ['seat'];

export interface SeatRouteOptions {
  readonly deps: Pick<HttpDeps, 'seat' | 'calls' | 'serviceFiles'>;
  readonly requireSession: (request: FastifyRequest) => Promise<void>;
}

export function registerSeatRoutes(app: App, { deps, requireSession }: SeatRouteOptions): void {
  app.get('/api/seat', {
    onRequest: requireSession,
    schema: { tags, summary: "The agent's seat, with the card of the call it holds.", response: { 200: seatAnswerSchema, '4xx': deskErrorSchema } },
    handler: async (request) => {
      const outcome = await deps.seat.show(sessionOf(request).agent, request.id);
      if (outcome.kind === 'refused') throw new Refused(outcome.code);
      return outcome.value;
    },
  });

  app.post('/api/seat', {
    onRequest: requireSession,
    schema: {
      tags,
      summary: 'Signs in on an extension, ready, not ready with a reason, signs out. A refused change is 409 with its code.',
      body: seatChangeSchema,
      response: { 200: seatAnswerSchema, '4xx': deskErrorSchema },
    },
    handler: async (request) => {
      const outcome = await deps.seat.change(sessionOf(request).agent, request.body, request.id);
      if (outcome.kind === 'refused') throw new Refused(outcome.code);
      return outcome.value;
    },
  });

  app.get('/api/seat/previous-calls', {
    onRequest: requireSession,
    schema: { tags, summary: 'Earlier calls of the client whose call the seat holds now.', response: { 200: previousCallsSchema, '4xx': deskErrorSchema } },
    handler: async (request) => deps.calls.previous(sessionOf(request).agent),
  });

  app.get('/api/seat/service-file', {
    onRequest: requireSession,
    schema: {
      tags,
      summary: "What the firm knows of the client whose call the seat holds now: missing contacts, risk, assets, style, alerts, services, cases. Every reading is audited.",
      querystring: serviceFileQuerySchema,
      response: { 200: seatServiceFileSchema, '4xx': deskErrorSchema },
    },
    handler: async (request) => {
      const outcome = await deps.serviceFiles.of(sessionOf(request).agent, { clientId: request.query.clientId, requestId: request.id });
      if (outcome.kind === 'refused') throw new Refused(outcome.code);
      return outcome.value;
    },
  });
}
