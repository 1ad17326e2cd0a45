import type { FastifyRequest } from 'fastify';
import { figureCallsQuerySchema, figureCallsSchema, figureDefinitionsSchema, figureRowsSchema, figuresQuerySchema, ownDayQuerySchema, ownDaySchema } from '../../../contract/figures.ts';
import { deskErrorSchema } from '../../../contract/desk/error.ts';
import type { Access } from '../access.ts';
import { sessionOf } from '../cookie.ts';
import type { App, HttpDeps } from '../deps.ts';
import { Refused } from '../refused.ts';

const tags = ['figures'];

export interface FigureRouteOptions {
  readonly deps: Pick<HttpDeps, 'figures' | 'ownDay'>;
  readonly access: Access;
  readonly requireSession: (request: FastifyRequest) => Promise<void>;
}

export function registerFigureRoutes(app: App, { deps: { figures, ownDay }, access, requireSession }: FigureRouteOptions): void {
  const onRequest = access.allow('figures');
  app.get('/api/figures', {
    onRequest,
    schema: { tags, summary: 'Figures of a period by firm, queue or agent, whole or in intervals of 15 minutes.', querystring: figuresQuerySchema, response: { 200: figureRowsSchema, '4xx': deskErrorSchema } },
    handler: async ({ query: { from, to, by, every } }) => {
      const rows = await figures.figures({ from, to, by, isByInterval: every === '15min' });
      return { rows: rows.map(({ key, at, figures: values }) => ({ key, at, figures: values })) };
    },
  });

  app.get('/api/figures/calls', {
    onRequest,
    schema: { tags, summary: 'The calls behind a figure, newest first: of a percentage, those above its line.', querystring: figureCallsQuerySchema, response: { 200: figureCallsSchema, '4xx': deskErrorSchema } },
    handler: async ({ query: { from, to, figure, key, limit } }) => {
      const found = await figures.calls({ from, to, figure, key: key ?? null, limit: limit + 1 });
      return { callIds: found.slice(0, limit), isWhole: found.length <= limit };
    },
  });

  app.get('/api/figures/definitions', {
    onRequest,
    schema: { tags, summary: 'What each figure means, in words and as a formula.', response: { 200: figureDefinitionsSchema, '4xx': deskErrorSchema } },
    handler: async () => ({ figures: figures.definitions() }),
  });

  app.get('/api/seat/figures', {
    onRequest: requireSession,
    schema: { tags: ['seat'], summary: "The agent's own day: her time in each state, her talks, what callers said of them. Nothing of others.", querystring: ownDayQuerySchema, response: { 200: ownDaySchema, '4xx': deskErrorSchema } },
    handler: async (request) => {
      const own = await ownDay(sessionOf(request).agent.agentId, request.query.day);
      if (own === null) throw new Refused('BAD_REQUEST');
      return { ...own, states: own.states.map((state) => ({ ...state })) };
    },
  });
}
