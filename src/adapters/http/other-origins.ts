/**
 * Pages of other systems may ask for figures and events: what answers them is a token that the page itself was given, never a cookie,
 * so any origin may ask. Everything else stays with our own pages.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from './deps.ts';

const OPEN = /^\/api\/(figures|events)(\/|\?|$)/;

export const isForOtherOrigins = (url: string): boolean => OPEN.test(url);

/** Before the check of the origin. */
export async function allowOtherOrigins(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (isForOtherOrigins(request.url)) reply.headers({ 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' });
}

export function registerPreflight(app: App): void {
  for (const url of ['/api/figures', '/api/figures/*', '/api/events']) {
    app.options(url, { schema: { hide: true } }, (_request, reply) =>
      reply.code(204).headers({ 'access-control-allow-methods': 'GET', 'access-control-allow-headers': 'authorization', 'access-control-max-age': '600' }).send());
  }
}
