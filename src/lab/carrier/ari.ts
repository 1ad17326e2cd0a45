import { PhoneFault } from '../ear/phone-fault.ts';

/** How to reach one Asterisk's ARI. */
export interface AriAccess {
  url: string;
  user: string;
  password: string;
}

/** An ARI event as the lab reads it: parsed defensively, only what it asks for. */
export interface AriEvent {
  type: string;
  [field: string]: unknown;
}

/** A refused or unanswered ARI request; `status` is 0 when no answer came. */
export class AriError extends PhoneFault {
  readonly status: number;
  constructor(request: string, status: number, reason: string) {
    super('ARI_REFUSED', `ARI ${request}: ${status === 0 ? reason : `${status} ${reason}`}`);
    this.status = status;
  }
}

export interface Ari {
  app: string;
  request(method: 'GET' | 'POST' | 'DELETE', path: string, query?: Readonly<Record<string, string>>, body?: unknown): Promise<unknown>;
  /** Gone already (404) or not in such a place (409, 412, 422) is as good as done: for clean-up. */
  attempt(method: 'POST' | 'DELETE', path: string, query?: Readonly<Record<string, string>>): Promise<boolean>;
  close(): void;
}

const REQUEST_LIMIT_MS = 5_000;
const CONNECT_LIMIT_MS = 5_000;

/**
 * The lab's own ARI client: one events socket, requests over HTTP keep-alive. Independent of the product's driver, so that it can
 * accuse it. `onDown` is told once when the socket ends (Asterisk gone, or another process took the app).
 */
export async function connectAri(access: AriAccess, options: { app: string; onEvent: (event: AriEvent) => void; onDown?: (reason: string) => void }): Promise<Ari> {
  const socket = await openEvents(access, options);
  let isClosed = false;
  socket.addEventListener('close', () => {
    if (!isClosed) options.onDown?.('its events ended: it went away, or another process took the app');
  });
  const request: Ari['request'] = (method, path, query, body) => requestAri(access, { method, path, query, body });
  return {
    app: options.app,
    request,
    async attempt(method, path, query) {
      try {
        await request(method, path, query);
        return true;
      } catch (error) {
        if (error instanceof AriError && [404, 409, 412, 422].includes(error.status)) return false;
        throw error;
      }
    },
    close() {
      isClosed = true;
      socket.close();
    },
  };
}

/** One request without an app of one's own. Throws AriError; resolves with the parsed body, undefined when there is none. */
export async function requestAri(
  access: AriAccess,
  call: { method: string; path: string; query?: Readonly<Record<string, string>> | undefined; body?: unknown },
): Promise<unknown> {
  const name = `${call.method} ${call.path.split('/')[0]}`;
  const query = new URLSearchParams(call.query).toString();
  try {
    const response = await fetch(`${access.url}/ari/${call.path}${query ? `?${query}` : ''}`, {
      method: call.method,
      headers: { authorization: `Basic ${Buffer.from(`${access.user}:${access.password}`).toString('base64')}`, ...(call.body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      signal: AbortSignal.timeout(REQUEST_LIMIT_MS),
    });
    const text = await response.text();
    if (!response.ok) throw new AriError(name, response.status, text.slice(0, 200));
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  } catch (error) {
    if (error instanceof AriError) throw error;
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw new AriError(name, 0, cause instanceof Error ? cause.message : 'no answer');
  }
}

async function openEvents(access: AriAccess, options: { app: string; onEvent: (event: AriEvent) => void }): Promise<WebSocket> {
  const query = new URLSearchParams({ app: options.app, api_key: `${access.user}:${access.password}`, subscribeAll: 'false' });
  const socket = new WebSocket(`${access.url.replace(/^http/, 'ws')}/ari/events?${query.toString()}`);
  socket.addEventListener('message', ({ data }: MessageEvent) => {
    const event = parseEvent(data);
    // Nothing more would come, though the socket stays open.
    if (event?.type === 'ApplicationReplaced') return socket.close();
    if (event) options.onEvent(event);
  });
  await new Promise<void>((resolve, reject) => {
    const fail = (): void => reject(new AriError('events', 0, `nothing answers at ${access.url}; is everything up? (./hotline status)`));
    const timer = setTimeout(fail, CONNECT_LIMIT_MS);
    socket.addEventListener('open', () => {
      clearTimeout(timer);
      resolve();
    });
    socket.addEventListener('error', () => {
      clearTimeout(timer);
      fail();
    });
  });
  return socket;
}

function parseEvent(data: unknown): AriEvent | undefined {
  try {
    const event: unknown = JSON.parse(String(data));
    return typeof event === 'object' && event !== null && typeof (event as AriEvent).type === 'string' ? (event as AriEvent) : undefined;
  } catch {
    return undefined;
  }
}

/** The id of the channel an event is about; undefined for events about other things. */
export function channelOf(event: AriEvent): string | undefined {
  const channel = (event['channel'] ?? event['peer']) as { id?: unknown } | undefined;
  return typeof channel?.id === 'string' ? channel.id : undefined;
}

/** A text or number field of an event, as text; empty when it isn't there. */
export function fieldOf(event: AriEvent, name: string): string {
  const value = event[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
