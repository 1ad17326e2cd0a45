import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { PlaybackAnswer } from '../../../app/desk/playback.ts';
import { callPageQuerySchema, callPageSchema, callRoutingSchema } from '../../../contract/desk/calls.ts';
import { deskErrorSchema } from '../../../contract/desk/error.ts';
import { sessionOf } from '../cookie.ts';
import type { App, HttpDeps } from '../deps.ts';
import { parseRange } from '../range.ts';
import { Refused } from '../refused.ts';

const tags = ['calls'];
const callParamsSchema = z.object({ callId: z.uuid('is not the id of a call') });
const recordingParamsSchema = z.object({ recordingId: z.string().regex(/^[A-Za-z0-9._-]{1,80}$/, 'is not the id of a recording') });

export interface CallRouteOptions {
  readonly deps: Pick<HttpDeps, 'calls' | 'playback' | 'routing'>;
  readonly requireSession: (request: FastifyRequest) => Promise<void>;
}

export function registerCallRoutes(app: App, { deps, requireSession }: CallRouteOptions): void {
  app.get('/api/calls', {
    onRequest: requireSession,
    schema: {
      tags,
      summary: 'Calls, newest first, numbers masked. Give `next` of one page as `before` of the following.',
      querystring: callPageQuerySchema,
      response: { 200: callPageSchema, '4xx': deskErrorSchema },
    },
    handler: async (request) => {
      const outcome = await deps.calls.page(sessionOf(request).agent, request.query);
      if (outcome.kind === 'refused') throw new Refused(outcome.code, outcome.code === 'BAD_REQUEST' ? { message: 'before: give `next` of an earlier page, unchanged' } : {});
      return outcome.value;
    },
  });

  app.get('/api/calls/:callId/routing', {
    onRequest: requireSession,
    schema: {
      tags,
      summary: 'Every offer of a call: which seats were looked at, which one it was and why the others were not; and why it waits now.',
      params: callParamsSchema,
      response: { 200: callRoutingSchema, '4xx': deskErrorSchema },
    },
    handler: async (request) => {
      const outcome = await deps.routing.of(sessionOf(request).agent, request.params.callId);
      if (outcome.kind === 'refused') throw new Refused(outcome.code);
      return outcome.value;
    },
  });

  app.get('/api/recordings/:recordingId/audio', {
    onRequest: requireSession,
    schema: {
      tags,
      summary: 'A sealed recording as stereo WAV: left the client, right what the client heard. Byte ranges work. Every listening is audited.',
      params: recordingParamsSchema,
      response: { '4xx': deskErrorSchema },
    },
    handler: async (request, reply) => {
      const outcome = await deps.playback.open(sessionOf(request).agent, request.params.recordingId, request.id);
      if (outcome.kind === 'refused') throw new Refused(outcome.code);
      return sendAudio(request, reply, outcome);
    },
  });
}

async function sendAudio(request: FastifyRequest, reply: FastifyReply, { wav, size, part }: Extract<PlaybackAnswer, { kind: 'done' }>): Promise<FastifyReply> {
  const range = parseRange(request.headers.range, size);
  reply.header('accept-ranges', 'bytes');
  if (range === 'not-satisfiable') {
    wav.destroy();
    reply.header('content-range', `bytes */${size}`);
    throw new Refused('RANGE_NOT_SATISFIABLE');
  }
  if (range === 'whole') return reply.type('audio/wav').header('content-length', size).send(wav);
  const isAll = range.start === 0 && range.end === size - 1;
  const piece = isAll ? wav : await part(range);
  return reply.type('audio/wav').code(206).header('content-range', `bytes ${range.start}-${range.end}/${size}`).header('content-length', range.end - range.start + 1).send(piece);
}
