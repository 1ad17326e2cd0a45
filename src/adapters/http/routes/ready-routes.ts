import { z } from 'zod';
import type { App, HttpDeps } from '../deps.ts';

const readySchema = z.object({ ready: z.boolean(), parts: z.array(z.object({ name: z.string(), ready: z.boolean() })) }).meta({ id: 'Ready' });

/** For supervisors and load balancers; what is wrong in detail stands on the internal health page. */
export function registerReadyRoutes(app: App, deps: Pick<HttpDeps, 'readiness'>): void {
  app.get('/api/ready', {
    schema: { tags: ['service'], summary: '200 when calls can be taken, 503 while telephony or the store is away.', response: { 200: readySchema, 503: readySchema } },
    handler: async (_request, reply) => {
      const { ready, parts } = await deps.readiness.check();
      return reply.code(ready ? 200 : 503).send({ ready, parts: parts.map(({ name, ready: isReady }) => ({ name, ready: isReady })) });
    },
  });

  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
}
