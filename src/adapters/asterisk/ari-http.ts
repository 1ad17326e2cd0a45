/** Commands to Asterisk: a keep-alive pool of HTTP connections, each request with a time-out, replies typed by the call. */
import { Pool } from 'undici';
import type { UsedAriCall } from './command-kinds.ts';
import type { AriOperations } from './generated/operations.ts';

/**
 * silent: no reply in time, or none at all; whether the command was done is unknown.
 * withheld: not sent, because another process has our application.
 */
export type AriAnswer<Reply> =
  | { readonly kind: 'reply'; readonly status: number; readonly body: Reply }
  | { readonly kind: 'silent'; readonly detail: 'time-out' | 'no answer' }
  | { readonly kind: 'withheld' };

export interface AriRequest<Call extends UsedAriCall> {
  readonly path: AriOperations[Call]['path'];
  readonly query?: AriOperations[Call]['query'];
  /** Query parameters may stand here as well, and `variables`. */
  readonly body?: Readonly<Record<string, unknown>>;
  readonly timeoutMs?: number;
}

export interface AriHttp {
  call<Call extends UsedAriCall>(name: Call, request: AriRequest<Call>): Promise<AriAnswer<AriOperations[Call]['reply']>>;
  /** From now on nothing is sent. */
  withhold(): void;
  close(): Promise<void>;
}

/** Asterisk refuses a body above 40,960 bytes with 413. */
export const maxBodyBytes = 40_000;

function pathOf(name: UsedAriCall, parameters: Readonly<Record<string, string>>): { method: string; path: string } {
  const [method = 'GET', template = ''] = name.split(' ');
  return { method, path: template.replaceAll(/\{(\w+)\}/g, (_, parameter: string) => encodeURIComponent(parameters[parameter] ?? '')) };
}

function queryOf(query: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined);
  if (pairs.length === 0) return '';
  return `?${pairs.map(([key, value]) => `${key}=${encodeURIComponent(Array.isArray(value) ? value.join(',') : String(value))}`).join('&')}`;
}

/** `defaultTimeoutMs` holds from the call to the last byte of the reply, waiting for a free connection included. */
export function createAriHttp(settings: { url: string; authorization: string; defaultTimeoutMs: number }): AriHttp {
  const { origin, pathname } = new URL(settings.url);
  const base = `${pathname.replace(/\/$/, '')}/ari`;
  // Asterisk drops an idle connection after its session_keep_alive (15 s by default): ours goes first.
  const pool = new Pool(origin, { connections: 32, pipelining: 1, keepAliveTimeout: 8_000, keepAliveMaxTimeout: 8_000, headersTimeout: 0, bodyTimeout: 0 });
  const headers = { authorization: settings.authorization };
  let isWithheld = false;
  const headersWithBody = { ...headers, 'content-type': 'application/json' };

  const send = async (name: UsedAriCall, request: AriRequest<UsedAriCall>, signal: AbortSignal) => {
    const { method, path } = pathOf(name, request.path as Readonly<Record<string, string>>);
    const query = queryOf((request.query ?? {}) as Readonly<Record<string, unknown>>);
    const { statusCode, body } = await pool.request({
      method: method, path: `${base}${path}${query}`, signal,
      ...(request.body === undefined ? { headers } : { headers: headersWithBody, body: JSON.stringify(request.body) }),
    });
    const text = await body.text();
    return { status: statusCode, body: statusCode >= 200 && statusCode < 300 && text !== '' ? (JSON.parse(text) as unknown) : undefined };
  };

  return {
    async call<Call extends UsedAriCall>(name: Call, request: AriRequest<Call>): Promise<AriAnswer<AriOperations[Call]['reply']>> {
      if (isWithheld) return { kind: 'withheld' };
      const abort = new AbortController();
      const timer = setTimeout(() => { abort.abort(); }, request.timeoutMs ?? settings.defaultTimeoutMs);
      try {
        const { status, body } = await send(name, request, abort.signal);
        return { kind: 'reply', status, body: body as AriOperations[Call]['reply'] };
      } catch {
        // What was sent may hold a number: neither address nor message is passed on.
        return { kind: 'silent', detail: abort.signal.aborted ? 'time-out' : 'no answer' };
      } finally {
        clearTimeout(timer);
      }
    },
    withhold: () => { isWithheld = true; },
    close: () => pool.destroy(),
  };
}
