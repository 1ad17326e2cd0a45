import type { FastifyRequest } from 'fastify';
import { deskErrorSchema } from '../../../contract/desk/error.ts';
import { destinationsSchema, transferAnswerSchema, transferWishSchema } from '../../../contract/desk/transfers.ts';
import { sessionOf } from '../cookie.ts';
import type { App, HttpDeps } from '../deps.ts';
import { Refused } from '../refused.ts';

const tags = ['transfers'];

export interface TransferRouteOptions {
  readonly deps: Pick<HttpDeps, 'transfers'>;
  readonly requireSession: (request: FastifyRequest) => Promise<void>;
}

export function registerTransferRoutes(app: App, { deps, requireSession }: TransferRouteOptions): void {
  app.post('/api/transfers', {
    onRequest: requireSession,
    schema: {
      tags,
      summary: 'Hands the client of the own call on, blind or after a talk with the other side. A refused wish is 409 with its code.',
      body: transferWishSchema,
      response: { 200: transferAnswerSchema, '4xx': deskErrorSchema },
    },
    handler: async (request) => {
      const outcome = await deps.transfers.begin(sessionOf(request).agent, request.body);
      if (outcome.kind === 'refused') throw new Refused(outcome.code);
      return {};
    },
  });

  app.get('/api/transfers/destinations', {
    onRequest: requireSession,
    schema: {
      tags,
      summary: 'Seats that are signed in, queues, and the destinations outside that the settings allow.',
      response: { 200: destinationsSchema, '4xx': deskErrorSchema },
    },
    handler: async (request) => deps.transfers.list(sessionOf(request).agent),
  });
}
