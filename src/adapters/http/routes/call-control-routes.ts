import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { callWishAnswerSchema, callWishSchema, dispositionSchema } from '../../../contract/desk/call-control.ts';
import { deskErrorSchema } from '../../../contract/desk/error.ts';
import { phoneGrantSchema, phoneWishSchema } from '../../../contract/desk/phone.ts';
import { sessionOf } from '../cookie.ts';
import type { App, HttpDeps } from '../deps.ts';
import { Refused } from '../refused.ts';

const tags = ['seat'];

export interface CallControlRouteOptions {
  readonly deps: Pick<HttpDeps, 'callControl' | 'dispositions' | 'pagePhone'>;
  readonly requireSession: (request: FastifyRequest) => Promise<void>;
}

export function registerCallControlRoutes(app: App, { deps, requireSession }: CallControlRouteOptions): void {
  app.post('/api/seat/call', {
    onRequest: requireSession,
    schema: {
      tags,
      summary: 'Hold, retrieve, mute, unmute, press keys for the other side, hang up: the call that the seat holds. A refused wish is 409 with its code.',
      body: callWishSchema,
      response: { 200: callWishAnswerSchema, '4xx': deskErrorSchema },
    },
    handler: async (request) => {
      const outcome = await deps.callControl.wish(sessionOf(request).agent, request.body);
      if (outcome.kind === 'refused') throw new Refused(outcome.code);
      return {};
    },
  });

  app.post('/api/seat/phone', {
    onRequest: requireSession,
    schema: {
      tags,
      summary: "Takes the seat's phone into the page that asks; the password is for this page alone and is shown once.",
      body: phoneWishSchema,
      response: { 200: phoneGrantSchema, '4xx': deskErrorSchema },
    },
    handler: async (request, reply) => {
      const outcome = await deps.pagePhone.grant(sessionOf(request).agent, request.body);
      if (outcome.kind === 'refused') throw new Refused(outcome.code);
      reply.header('cache-control', 'no-store');
      return outcome.value;
    },
  });

  app.post('/api/seat/disposition', {
    onRequest: requireSession,
    schema: {
      tags,
      summary: 'Files how a call came out; filing again corrects it.',
      body: dispositionSchema,
      response: { 200: z.object({}), '4xx': deskErrorSchema },
    },
    handler: async (request) => {
      const outcome = await deps.dispositions.file(sessionOf(request).agent, request.body);
      if (outcome.kind === 'refused') throw new Refused(outcome.code);
      return {};
    },
  });
}
