/** Requests over a pool of keep-alive HTTP connections. */
import { Pool } from 'undici';
import type { AriTransport } from './ari-http.ts';

export function poolTransport(settings: { url: string; authorization: string }): AriTransport {
  const { origin, pathname } = new URL(settings.url);
  const base = pathname.replace(/\/$/, '');
  // Asterisk drops an idle connection after its session_keep_alive (15 s by default): ours goes first.
  const pool = new Pool(origin, { connections: 32, pipelining: 1, keepAliveTimeout: 8_000, keepAliveMaxTimeout: 8_000, headersTimeout: 0, bodyTimeout: 0 });
  const headers = { authorization: settings.authorization };
  const headersWithBody = { ...headers, 'content-type': 'application/json' };
  return {
    async send({ method, path, body, signal }) {
      const reply = await pool.request({ method, path: `${base}${path}`, signal, ...(body === undefined ? { headers } : { headers: headersWithBody, body }) });
      return { status: reply.statusCode, text: await reply.body.text() };
    },
    close: () => pool.destroy(),
  };
}
