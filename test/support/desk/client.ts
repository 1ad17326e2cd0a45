/* eslint-disable @typescript-eslint/no-explicit-any -- answers are read field by field in tests, as a page of any version might */
/** A client of the desk's REST and socket that keeps its cookie, as a browser does. */
import { WebSocket } from 'ws';
import { deskProtocol } from '../../../src/contract/desk/protocol.ts';
import { password } from './desk-world.ts';

export function createDeskClient(url: string) {
  let cookie = '';

  async function ask(method: string, path: string, options: { body?: unknown; headers?: Record<string, string> } = {}) {
    const headers: Record<string, string> = { ...(cookie === '' ? {} : { cookie }), ...options.headers };
    const isBody = options.body !== undefined;
    if (isBody) headers['content-type'] ??= 'application/json';
    const response = await fetch(url + path, { method, headers, ...(isBody ? { body: typeof options.body === 'string' ? options.body : JSON.stringify(options.body) } : {}) });
    const set = response.headers.getSetCookie()[0];
    if (set !== undefined) cookie = set.split(';')[0] ?? '';
    return response;
  }

  return {
    ask,
    /** Body of a GET; tests know its shape. */
    read: async (path: string): Promise<any> => (await ask('GET', path)).json(),
    get: (path: string, headers: Record<string, string> = {}) => ask('GET', path, { headers }),
    post: (path: string, body: unknown, headers: Record<string, string> = {}) => ask('POST', path, { body, headers }),
    signIn: (login = 'chen.jing', given = password) => ask('POST', '/api/sign-in', { body: { login, password: given } }),
    cookie: () => cookie,
    /** Says hello and collects what comes. */
    open: (streams: { stream: string; from: number }[], { protocol = deskProtocol, origin = url } = {}) =>
      openSocket(url, { cookie, origin, hello: { kind: 'hello', protocol, streams } }),
  };
}

export const bodyOf = async (answer: Response): Promise<any> => answer.json();

type Message = Record<string, unknown> & { kind: string };

function openSocket(url: string, { cookie, origin, hello }: { cookie: string; origin: string; hello: unknown }) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/api/realtime`, { headers: { cookie }, origin });
  const messages: Message[] = [];
  const watchers = new Set<() => void>();
  let closed: { code: number } | null = null;
  let refusedWith: number | null = null;
  const changed = () => {
    for (const watcher of watchers) watcher();
  };
  socket.on('open', () => socket.send(JSON.stringify(hello)));
  socket.on('message', (data: Buffer) => {
    messages.push(JSON.parse(data.toString()) as Message);
    changed();
  });
  socket.on('unexpected-response', (_request, response) => {
    refusedWith = response.statusCode ?? 0;
    changed();
    socket.terminate();
  });
  socket.on('error', () => undefined);
  socket.on('close', (code) => {
    closed = { code };
    changed();
  });

  /** Resolves when `look` finds something; fails after 5 s. */
  function until<T>(look: () => T | undefined | null | false): Promise<T> {
    return new Promise((resolve, reject) => {
      const check = () => {
        const found = look();
        if (found === undefined || found === null || found === false) return;
        clearTimeout(timer);
        watchers.delete(check);
        resolve(found);
      };
      const timer = setTimeout(() => reject(new Error(`not seen; got ${JSON.stringify(messages).slice(0, 2_000)}, closed ${JSON.stringify(closed)}`)), 5_000);
      watchers.add(check);
      check();
    });
  }

  return {
    messages,
    raw: socket,
    until,
    message: (kind: string, nth = 0) => until(() => messages.filter((message) => message.kind === kind)[nth]),
    rows: () => messages.filter((message) => 'n' in message && message.kind !== 'reset'),
    closing: () => until(() => closed),
    refusal: () => until(() => refusedWith),
    close: () => socket.close(),
  };
}
