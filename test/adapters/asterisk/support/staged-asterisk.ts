/**
 * A staged Asterisk: ARI over node:http and ws, in memory, for what a real one cannot be made to do at will (an event before
 * its reply, a request without an answer, rubbish). It keeps the traits the driver must know: a channel that plays makes
 * addChannel wait, a duplicate id is 409, ends are told several times.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { createStagedCalls, type StagedCalls, type StagedReply } from './staged-calls.ts';
import { describeStaged } from './staged-description.ts';

/**
 * What a request gets instead of its answer. The work is done before `swallow`, `half` (the answer breaks off), `cut` (the events
 * sockets go too), `rubbish` and a delay; not at all with `drop`, `gone` (404, and what it is about has just ended) and a status.
 * `pass` answers as ever; so do `late` and `twice`, but the events the work causes come 300 ms later, or two times.
 */
export type Staging = 'pass' | 'swallow' | 'drop' | 'rubbish' | 'half' | 'cut' | 'gone' | 'late' | 'twice' | { readonly status: number } | { readonly delayMs: number };
const LATE_MS = 300;

export interface StagedAsterisk {
  readonly url: string;
  readonly calls: StagedCalls;
  /** The next `times` requests whose `METHOD /path` begins so, or matches. Tells how often it struck. */
  stage(which: string | RegExp, staging: Staging, times?: number): () => number;
  /** Raw text on the events sockets. */
  say(text: string): void;
  emit(event: Readonly<Record<string, unknown>>): void;
  requests(beginning: string): number;
  /** Which Asterisk it is from now on; `lacks` are calls that its description does not know. */
  become(release: { version: string; lacks?: readonly string[] }): void;
  /** Events sockets that are open now. */
  sockets(): number;
  /** Every request with its query and body, as sent. */
  readonly sent: readonly { readonly line: string; readonly params: Readonly<Record<string, unknown>> }[];
  /** As Asterisk closes them when it goes down in good order. */
  closeSockets(): void;
  cutSockets(): void;
  freezeSockets(): void;
  takeApp(app: string): void;
  /** The app is gone, its sockets stand. While it has channels Asterisk keeps it by name, and tells nobody anything. */
  loseApp(): void;
  close(): Promise<void>;
}

interface Listener {
  readonly apps: readonly string[];
  readonly socket: WebSocket;
}

export async function openStagedAsterisk(): Promise<StagedAsterisk> {
  let listeners: Listener[] = [];
  const stagings: { which: string | RegExp; staging: Staging; left: number; struck: number }[] = [];
  const sent: { line: string; params: Readonly<Record<string, unknown>> }[] = [];
  let eventsAre: Staging | undefined;
  let release: { version: string; lacks?: readonly string[] } = { version: '22.10.1~staged' };
  const say = (text: string): void => { for (const { socket } of listeners) socket.send(text); };
  const emit = (event: Readonly<Record<string, unknown>>): void => {
    const text = JSON.stringify({ application: 'hotline-s1', timestamp: new Date().toISOString(), ...event });
    if (eventsAre === 'late') setTimeout(() => { say(text); }, LATE_MS);
    else say(text);
    if (eventsAre === 'twice') say(text);
  };
  const calls = createStagedCalls(emit);
  const cutSockets = (): void => { for (const { socket } of listeners.splice(0)) socket.terminate(); };

  const aboutItself = (line: string, host: string): StagedReply | null => {
    if (line === 'GET /asterisk/info') return { status: 200, body: { system: { version: release.version, entity_id: '' } } };
    if (!line.startsWith('GET /api-docs/')) return null;
    const page = describeStaged(line.slice('GET '.length), `http://${host}`, release.lacks ?? []);
    return page === null ? { status: 404 } : { status: 200, body: page };
  };
  const aboutApp = (line: string, { application }: Readonly<Record<string, unknown>>): StagedReply | null => {
    if (!line.startsWith('POST /events/user/')) return null;
    if (!listeners.some(({ apps }) => apps.includes(String(application))) && calls.channels().length === 0) return { status: 404 };
    emit({ type: 'ChannelUserevent', application, eventname: line.split('/').at(-1), userevent: {} });
    return { status: 204 };
  };
  const perform = async (line: string, params: Readonly<Record<string, unknown>>, staging: Staging | undefined): Promise<StagedReply> => {
    if (staging === 'gone') calls.vanish(line, params);
    eventsAre = staging;
    const working = calls.perform(line, params);
    // What a phone does at once belongs to the request as well.
    setImmediate(() => { eventsAre = undefined; });
    const given = await working;
    if (staging === 'cut') cutSockets();
    if (typeof staging === 'object' && 'delayMs' in staging) await new Promise((resolve) => setTimeout(resolve, staging.delayMs));
    return given;
  };
  /** A request by whichever way it came; `way.reply` and `way.breakOff` are both left alone when it is to get no answer. */
  const carryOut = async (asked: { method: string; url: string; host: string; body: string }, way: { reply(status: number, text: string): void; breakOff(status: number, text: string): void }): Promise<void> => {
    const url = new URL(asked.url, 'http://staged');
    const line = `${asked.method} ${url.pathname.replace(/^\/ari/, '')}`;
    const params = { ...Object.fromEntries(url.searchParams), ...(asked.body === '' ? {} : (JSON.parse(asked.body) as Record<string, unknown>)) };
    sent.push({ line, params });
    const staged = stagings.find(({ which, left }) => left > 0 && (typeof which === 'string' ? line.startsWith(which) : which.test(line)));
    if (staged !== undefined) {
      staged.left -= 1;
      staged.struck += 1;
    }
    const staging = staged?.staging;
    if (staging === 'drop') return;
    if (typeof staging === 'object' && 'status' in staging) return way.reply(staging.status, '{"message":"staged"}');
    const given = aboutItself(line, asked.host) ?? aboutApp(line, params) ?? (await perform(line, params, staging));
    const text = given.body === undefined ? '' : JSON.stringify(given.body);
    if (staging === 'swallow') return;
    if (staging === 'half' || staging === 'cut') way.breakOff(given.status, text);
    else if (staging === 'rubbish') way.reply(200, '{"id":');
    else way.reply(given.status, text);
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    await carryOut({ method: request.method ?? 'GET', url: request.url ?? '/', host: request.headers.host ?? '', body }, {
      reply: (status, text) => void response.writeHead(status, { 'content-type': 'application/json' }).end(text),
      breakOff(status, text) {
        response.writeHead(status, { 'content-length': text.length + 10 });
        response.write(text);
        request.socket.destroy();
      },
    });
  };
  const answerOnSocket = async (socket: WebSocket, message: string): Promise<void> => {
    const asked = JSON.parse(message) as { request_id: string; method: string; uri: string; message_body?: string };
    const reply = (status: number, text: string): void => socket.send(JSON.stringify({ type: 'RESTResponse', request_id: asked.request_id, status_code: status, reason_phrase: 'staged', message_body: text }));
    await carryOut({ method: asked.method, url: `/${asked.uri}`, host: '', body: asked.message_body ?? '' }, { reply, breakOff: () => { socket.terminate(); } });
  };
  const server = createServer((request, response) => { void answer(request, response); });
  const sockets = new WebSocketServer({ server, path: '/ari/events' });
  sockets.on('connection', (socket, request) => {
    const apps = (new URL(request.url ?? '/', 'http://staged').searchParams.get('app') ?? '').split(',');
    for (const other of listeners) if (other.apps.some((app) => apps.includes(app))) other.socket.send(JSON.stringify({ type: 'ApplicationReplaced', application: other.apps[0] }));
    const listener = { apps, socket };
    listeners = [...listeners.filter((other) => !other.apps.some((app) => apps.includes(app))), listener];
    socket.on('close', () => { listeners = listeners.filter((other) => other !== listener); });
    socket.on('error', () => undefined);
    socket.on('message', (message: Buffer) => { void answerOnSocket(socket, message.toString()); });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls, say, emit,
    stage(which, staging, times = 1) {
      const staged = { which, staging, left: times, struck: 0 };
      stagings.push(staged);
      return () => staged.struck;
    },
    requests: (beginning) => sent.filter(({ line }) => line.startsWith(beginning)).length,
    sent, cutSockets,
    become: (next) => { release = next; },
    sockets: () => listeners.length,
    closeSockets() {
      for (const { socket } of listeners.splice(0)) socket.close(1001);
    },
    freezeSockets() {
      for (const { socket } of listeners.splice(0)) socket.pause();
    },
    takeApp(app) {
      for (const { socket } of listeners.splice(0)) socket.send(JSON.stringify({ type: 'ApplicationReplaced', application: app }));
    },
    loseApp() {
      listeners = [];
    },
    async close() {
      for (const client of sockets.clients) client.terminate();
      sockets.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
