/** Requests by `fetch`. Its agent holds no more connections than the pool of the other driver: Asterisk takes so many and no more. */
import { Agent, fetch } from 'undici';
import type { AriTransport } from './ari-http.ts';

export function fetchTransport(settings: { url: string; authorization: string }): AriTransport {
  const base = settings.url.replace(/\/$/, '');
  // Our own signal ends a request; Asterisk drops an idle connection after 15 s: ours goes first.
  const dispatcher = new Agent({ connections: 32, pipelining: 1, keepAliveTimeout: 8_000, keepAliveMaxTimeout: 8_000, headersTimeout: 0, bodyTimeout: 0 });
  const headers = { authorization: settings.authorization };
  const headersWithBody = { ...headers, 'content-type': 'application/json' };
  return {
    async send({ method, path, body, signal }) {
      const reply = await fetch(`${base}${path}`, { method, signal, dispatcher, redirect: 'error', ...(body === undefined ? { headers } : { headers: headersWithBody, body }) });
      return { status: reply.status, text: await reply.text() };
    },
    close: () => dispatcher.destroy(),
  };
}
