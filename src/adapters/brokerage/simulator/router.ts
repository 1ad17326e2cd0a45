/** A few routes over node:http: enough for a simulator, small enough to be read in a minute. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

export type RouteRequest = {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Parsed JSON; undefined when there is no body or it is not JSON. */
  readonly body: unknown;
  /** The header `idempotency-key`. */
  readonly idempotencyKey: string | undefined;
};

/** `hang-up` breaks the connection without an answer. */
export type Reply = { readonly status: number; readonly body: unknown } | 'hang-up';

export type Route = {
  readonly method: string;
  /** Parts in braces match one path part. */
  readonly path: string;
  readonly handle: (request: RouteRequest) => Reply | Promise<Reply>;
};

const maxBodyBytes = 4_000_000;

export function createRouter(options: {
  readonly routes: readonly Route[];
  /** Asked before anything else; a reply ends the request. */
  readonly guard: (path: string, authorization: string | undefined) => Reply | undefined;
  readonly onFault: (error: unknown) => void;
}): RequestListener {
  const answer = async (request: IncomingMessage): Promise<Reply> => {
    const url = new URL(request.url ?? '/', 'http://simulator');
    const body = await readJson(request);
    const keyGiven = request.headers['idempotency-key'];
    const idempotencyKey = typeof keyGiven === 'string' ? keyGiven : undefined;
    const refusal = options.guard(url.pathname, request.headers.authorization);
    if (refusal !== undefined) return refusal;
    for (const route of options.routes) {
      const params = route.method === request.method ? match(route.path, url.pathname) : undefined;
      if (params !== undefined) return route.handle({ params, query: url.searchParams, body, idempotencyKey });
    }
    return { status: 404, body: { code: 'ROUTE_NOT_FOUND', message: 'no such address' } };
  };
  return (request, response) => {
    answer(request)
      .catch((error: unknown): Reply => {
        options.onFault(error);
        return { status: 500, body: { code: 'SIMULATOR_FAULT', message: 'the simulator failed' } };
      })
      .then((reply) => send(response, reply))
      .catch(options.onFault);
  };
}

function match(path: string, asked: string): Record<string, string> | undefined {
  const wanted = path.split('/');
  const given = asked.split('/');
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [position, part] of wanted.entries()) {
    const value = given[position] ?? '';
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name !== undefined) params[name] = decode(value);
    else if (part !== value) return undefined;
  }
  return params;
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBodyBytes) return undefined;
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return undefined;
  }
}

function send(response: ServerResponse, reply: Reply): void {
  if (reply === 'hang-up') {
    response.socket?.destroy();
    return;
  }
  const text = Buffer.from(JSON.stringify(reply.body));
  response.writeHead(reply.status, { 'content-type': 'application/json; charset=utf-8', 'content-length': text.length });
  response.end(text);
}
