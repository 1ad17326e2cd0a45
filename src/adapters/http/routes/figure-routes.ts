import { figureCallsQuerySchema, figureCallsSchema, figureDefinitionsSchema, figureRowsSchema, figuresQuerySchema } from '../../../contract/figures.ts';
import { deskErrorSchema } from '../../../contract/desk/error.ts';
import type { Access } from '../access.ts';
import type { App, HttpDeps } from '../deps.ts';

const tags = ['figures'];

export interface FigureRouteOptions {
  readonly deps: Pick<HttpDeps, 'figures'>;
  readonly access: Access;
}

export function registerFigureRoutes(app: App, { deps: { figures }, access }: FigureRouteOptions): void {
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
}
