/**
 * The HTTP server: what every request passes through, and the one place where a code becomes a status. Routes are in
 * routes/, the realtime socket in realtime/.
 */
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import fastifyCookie from '@fastify/cookie';
import fastifyRateLimit from '@fastify/rate-limit';
import fastifySwagger from '@fastify/swagger';
import fastifyWebsocket from '@fastify/websocket';
import fastify, { LogController } from 'fastify';
import type { FastifyBaseLogger, FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify';
import { hasZodFastifySchemaValidationErrors, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { DeskError } from '../../contract/desk/error.ts';
import { phoneSocketPath } from '../../contract/desk/phone.ts';
import { createAccess } from './access.ts';
import { createSessionCheck, createSessionCookie, sessionOf } from './cookie.ts';
import type { App, HttpDeps } from './deps.ts';
import { createEventSockets } from './events/event-sockets.ts';
import type { EventSockets } from './events/event-sockets.ts';
import { messageOf } from './messages.ts';
import { openapiOptions } from './openapi.ts';
import { allowOtherOrigins, registerPreflight } from './other-origins.ts';
import { registerPages } from './pages.ts';
import { createPhoneSockets } from './phone/phone-sockets.ts';
import type { PhoneSockets, PhoneSocketsOptions } from './phone/phone-sockets.ts';
import { createRealtimeHub } from './realtime/hub.ts';
import type { HubOptions, RealtimeHub } from './realtime/hub.ts';
import { Refused } from './refused.ts';
import { registerCallControlRoutes } from './routes/call-control-routes.ts';
import { registerTransferRoutes } from './routes/transfer-routes.ts';
import { registerClientRoutes } from './routes/client-routes.ts';
import { registerCallRoutes } from './routes/call-routes.ts';
import { registerEventRoutes } from './routes/event-routes.ts';
import { registerFigureRoutes } from './routes/figure-routes.ts';
import { registerInboxRoutes } from './routes/inbox-routes.ts';
import { registerMonitorRoutes } from './routes/monitor-routes.ts';
import { registerOverseeRoutes } from './routes/oversee-routes.ts';
import { registerReadyRoutes } from './routes/ready-routes.ts';
import { registerTrailRoutes } from './routes/trail-routes.ts';
import { registerSeatRoutes } from './routes/seat-routes.ts';
import { registerSessionRoutes } from './routes/session-routes.ts';
import { checkOrigin, setSecurityHeaders } from './security.ts';

export interface HttpServerOptions {
  readonly deps: HttpDeps;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Folder of the built pages. It may be empty: then `/` says how to build them. */
  readonly webRoot: string;
  readonly logger: FastifyBaseLogger;
  /** Certificate and key (PEM): pages come by https only, cookies are marked secure. */
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer };
  /** Pages come over TLS all the same (a proxy's). Default: whether there is `tls`. */
  readonly isSecure?: boolean;
  /** Addresses of proxies whose X-Forwarded-For is believed. Default: none. */
  readonly trustProxy?: string[];
  readonly signInsPerMinute?: number;
  readonly realtime?: Pick<HubOptions, 'pollMs' | 'tickMs' | 'limits'>;
  /** Where phones in pages reach Asterisk; without it they find no socket. */
  readonly phone?: Pick<PhoneSocketsOptions, 'url' | 'tickMs' | 'limits'>;
}

export interface HttpServer {
  readonly port: number;
  readonly url: string;
  /** Kept when every page that hears the stream has what is in it. */
  deliver(stream: string): Promise<void>;
  /** Stops taking requests, closes the sockets of pages, waits for answers under way. */
  close(): Promise<void>;
}

/** Codes that are not 409. A refused wish is a conflict with how things are: that is what an unknown code means. */
const statuses: Readonly<Record<string, number>> = {
  BAD_REQUEST: 400,
  SIGN_IN_REQUIRED: 401,
  SIGN_IN_WRONG: 401,
  TOKEN_REQUIRED: 401,
  FORBIDDEN: 403,
  ORIGIN_REFUSED: 403,
  SEAT_NOT_YOURS: 403,
  NOT_FOUND: 404,
  NO_SEAT: 404,
  RECORDING_NOT_FOUND: 404,
  CASE_NOT_FOUND: 404,
  BODY_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  RANGE_NOT_SATISFIABLE: 416,
  SIGN_IN_LOCKED: 429,
  TOO_MANY_REQUESTS: 429,
  INTERNAL: 500,
  STORE_UNAVAILABLE: 503,
  TELEPHONY_UNAVAILABLE: 503,
  CALL_ELSEWHERE: 503,
};

/** Faults of fastify itself, by its status. */
const codesOfFastify: Readonly<Record<number, string>> = { 400: 'BAD_REQUEST', 404: 'NOT_FOUND', 413: 'BODY_TOO_LARGE', 415: 'UNSUPPORTED_MEDIA_TYPE', 429: 'TOO_MANY_REQUESTS' };

/** What a page may say at once on a socket: a SIP message with all addresses of its machine is the longest. */
const messageBytes = 16 * 1024;

/** How long answers under way may take when the server is closed. */
const answersUnderWayMs = 1_500;

/** Listens when the promise is kept. Throws when the port is taken. */
export async function createHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const app: App = fastify({
    ...(options.tls === undefined ? {} : { https: { ...options.tls, minVersion: 'TLSv1.2' } }),
    loggerInstance: options.logger,
    // Addresses and queries may hold what no log may: routes are logged by their pattern, below.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    bodyLimit: 16 * 1024,
    requestTimeout: 30_000,
    trustProxy: options.trustProxy ?? false,
    routerOptions: { maxParamLength: 100 },
  } as FastifyServerOptions).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler((error, request, reply) => sendError(error, request, reply));
  app.setNotFoundHandler((request, reply) => sendError(new Refused('NOT_FOUND'), request, reply));
  app.decorateRequest('session', null);
  // Before our hooks: its own hook marks an upgrade, so that one refused by us is closed and not left hanging.
  await app.register(fastifyWebsocket, { options: { maxPayload: messageBytes, perMessageDeflate: false } });
  app.addHook('onRequest', setSecurityHeaders);
  app.addHook('onRequest', allowOtherOrigins);
  app.addHook('onRequest', checkOrigin);
  app.addHook('onResponse', async (request, reply) => {
    request.log.debug({ method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode, durationMs: Math.round(reply.elapsedTime) }, 'request answered');
  });
  const hub = createHub(options, app.log);
  const phones = createPhones(options, app.log);
  const events = createEvents(options, app.log);
  await registerAll(app, options, { hub, phones, events });
  app.addHook('preClose', async () => {
    hub.stop();
    phones?.stop();
    events.stop();
  });
  await app.listen({ host: options.host, port: options.port });
  const { port } = app.server.address() as AddressInfo;
  return { port, url: `${options.tls === undefined ? 'http' : 'https'}://${options.host}:${port}`, deliver: (stream) => hub.deliver(stream), close: () => close(app) };
}

async function close(app: App): Promise<void> {
  // Somebody may be listening to a recording of an hour.
  const timer = setTimeout(() => app.server.closeAllConnections(), answersUnderWayMs);
  await app.close();
  clearTimeout(timer);
}

function createHub({ deps, realtime }: HttpServerOptions, log: FastifyBaseLogger): RealtimeHub {
  return createRealtimeHub({
    streams: deps.streams,
    sessions: deps.signIn,
    wakeups: deps.wakeups,
    now: deps.now,
    onFault: (error) => log.warn(describe(error), 'realtime rows could not be read'),
    onTooSlow: (agentId) => log.warn({ agentId }, 'page too slow, let go'),
    ...realtime,
  });
}

function createEvents({ deps, realtime }: HttpServerOptions, log: FastifyBaseLogger): EventSockets {
  return createEventSockets({
    events: deps.events,
    wakeups: deps.wakeups,
    isValid: deps.tokens.isValid,
    onFault: (error) => log.warn(describe(error), 'rows of events could not be read'),
    ...(realtime?.pollMs === undefined ? {} : { pollMs: realtime.pollMs }),
    ...(realtime?.tickMs === undefined ? {} : { tickMs: realtime.tickMs }),
  });
}

function createPhones({ deps, phone }: HttpServerOptions, log: FastifyBaseLogger): PhoneSockets | null {
  if (phone === undefined) return null;
  return createPhoneSockets({
    sessions: deps.signIn,
    namesOf: deps.pagePhone.names,
    onFault: (error) => log.warn(describe(error), 'sessions of phones could not be read'),
    onEnd: (agentId, requestId, why) => log.info({ agentId, requestId, why }, 'phone of a page left'),
    ...phone,
  });
}

interface Sockets {
  readonly hub: RealtimeHub;
  readonly phones: PhoneSockets | null;
  readonly events: EventSockets;
}

async function registerAll(app: App, options: HttpServerOptions, { hub, phones, events }: Sockets): Promise<void> {
  const { deps } = options;
  const cookie = createSessionCookie(options.isSecure ?? options.tls !== undefined);
  const requireSession = createSessionCheck(deps.signIn, cookie);
  const closeSession = (key: string): void => {
    hub.closeSession(key);
    phones?.closeSession(key);
  };
  await app.register(fastifyCookie);
  await app.register(fastifyRateLimit, { global: false, addHeadersOnExceeding: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false } });
  await app.register(fastifySwagger, openapiOptions);
  registerSessionRoutes(app, { deps, cookie, requireSession, signInsPerMinute: options.signInsPerMinute ?? 60, onSignedOut: closeSession });
  registerSeatRoutes(app, { deps, requireSession });
  registerOverseeRoutes(app, { deps, requireSession });
  registerMonitorRoutes(app, { deps, requireSession });
  registerCallControlRoutes(app, { deps, requireSession });
  registerTransferRoutes(app, { deps, requireSession });
  registerCallRoutes(app, { deps, requireSession });
  registerTrailRoutes(app, { deps, requireSession });
  registerClientRoutes(app, { deps, requireSession });
  registerInboxRoutes(app, { deps, requireSession });
  const access = createAccess({ tokens: deps.tokens, isSupervisor: deps.monitorCall.isSupervisor, requireSession });
  registerFigureRoutes(app, { deps, access, requireSession });
  registerEventRoutes(app, { deps, access, sockets: events });
  registerPreflight(app);
  registerReadyRoutes(app, deps);
  app.get('/api/realtime', { websocket: true, onRequest: requireSession, schema: { hide: true } }, (socket, request) => {
    hub.attach(socket, sessionOf(request), request.id);
  });
  if (phones !== null) {
    app.get(phoneSocketPath, { websocket: true, onRequest: requireSession, schema: { hide: true } }, (socket, request) => {
      phones.attach(socket, sessionOf(request), request.id);
    });
  }
  await registerPages(app, options.webRoot);
}

function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const body = toDeskError(error, request);
  const status = statuses[body.code] ?? 409;
  if (status >= 500) request.log.error({ ...describe(error), route: request.routeOptions.url ?? 'none' }, 'request failed');
  if (body.retryAfterS !== undefined) reply.header('retry-after', body.retryAfterS);
  return reply.code(status).type('application/json; charset=utf-8').serializer(JSON.stringify).send(body);
}

function toDeskError(error: unknown, request: FastifyRequest): DeskError {
  const answer = (code: string, detail: { message?: string; retryAfterS?: number } = {}): DeskError => ({
    code, message: detail.message ?? messageOf(code), requestId: request.id, ...(detail.retryAfterS === undefined ? {} : { retryAfterS: detail.retryAfterS }),
  });
  if (error instanceof Refused) return answer(error.code, error.detail);
  if (hasZodFastifySchemaValidationErrors(error)) {
    const where = error.validationContext ?? 'body';
    return answer('BAD_REQUEST', { message: error.validation.map((issue) => `${where}${issue.instancePath.replaceAll('/', '.')}: ${issue.message ?? 'is wrong'}`).join('; ') });
  }
  if (isStoreFault(error)) return answer('STORE_UNAVAILABLE');
  const status = (error as { statusCode?: number }).statusCode ?? 500;
  return answer(codesOfFastify[status] ?? 'INTERNAL', status === 429 ? { retryAfterS: 60 } : {});
}

const isStoreFault = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'STORE_UNAVAILABLE';

/** What may be logged of a fault: never its message, a database puts values there. */
function describe(error: unknown): { fault: string; at: string[] } {
  if (!(error instanceof Error)) return { fault: typeof error, at: [] };
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? [];
  return { fault: `${error.name}${code}`, at: frames.slice(0, 6).map((line) => line.trim()) };
}
