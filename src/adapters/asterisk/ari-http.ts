/** Commands to Asterisk over HTTP, each request with a time-out, replies typed by the call. */
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
  /** This one time Asterisk will not let it wait, though it may in general. */
  readonly neverWaits?: boolean;
}

/** How requests get there and replies back: what the drivers differ in. `path` begins with /ari; `name` says which call it is, `neverWaits` that this one is answered at once. Rejects when `signal` says so. */
export interface AriTransport {
  send(request: { name?: UsedAriCall; neverWaits?: boolean; method: string; path: string; body: string | undefined; signal: AbortSignal }): Promise<{ status: number; text: string }>;
  close(): Promise<void>;
}

export interface AriHttp {
  call<Call extends UsedAriCall>(name: Call, request: AriRequest<Call>): Promise<AriAnswer<AriOperations[Call]['reply']>>;
  /** A page of Asterisk's description of its API. Throws when it does not come whole. */
  describe(path: string): Promise<unknown>;
  /** From now on nothing is sent. */
  withhold(): void;
  isWithheld(): boolean;
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

/** Asterisk describes what was made; of these nobody reads it (a subscription's lists every channel of the app). */
const unread: ReadonlySet<UsedAriCall> = new Set<UsedAriCall>([
  'POST /channels/{channelId}/play/{playbackId}', 'POST /channels/create', 'POST /applications/{applicationName}/subscription',
]);

const isGood = (status: number): boolean => status >= 200 && status < 300;

export interface AriHttpSettings {
  readonly transport: AriTransport;
  /** From the call to the last byte of the reply, waiting for a free connection included. */
  readonly defaultTimeoutMs: number;
  /** While it is in doubt whether the calls are still ours: what to wait for before anything is sent. */
  readonly doubt?: (() => Promise<void> | undefined) | undefined;
}

export function createAriHttp({ transport, defaultTimeoutMs, doubt }: AriHttpSettings): AriHttp {
  let isWithheld = false;
  const underWay = new Set<AbortController>();

  const inTime = async <T>(timeoutMs: number, work: (signal: AbortSignal) => Promise<T>): Promise<T | 'time-out' | 'no answer'> => {
    const abort = new AbortController();
    underWay.add(abort);
    const timer = setTimeout(() => { abort.abort(); }, timeoutMs);
    try {
      return await work(abort.signal);
    } catch {
      // What was sent may hold a number: neither address nor message is passed on.
      return abort.signal.aborted ? 'time-out' : 'no answer';
    } finally {
      clearTimeout(timer);
      underWay.delete(abort);
    }
  };

  return {
    async call<Call extends UsedAriCall>(name: Call, request: AriRequest<Call>): Promise<AriAnswer<AriOperations[Call]['reply']>> {
      const inDoubt = doubt?.();
      if (inDoubt !== undefined) await inDoubt;
      if (isWithheld) return { kind: 'withheld' };
      const { method, path } = pathOf(name, request.path as Readonly<Record<string, string>>);
      const query = queryOf((request.query ?? {}));
      const answer = await inTime(request.timeoutMs ?? defaultTimeoutMs, async (signal) => {
        const body = request.body === undefined ? undefined : JSON.stringify(request.body);
        const { status, text } = await transport.send({ name, neverWaits: request.neverWaits ?? false, method, path: `/ari${path}${query}`, body, signal });
        return { status, body: isGood(status) && text !== '' && !unread.has(name) ? (JSON.parse(text) as unknown) : undefined };
      });
      if (typeof answer === 'string') return { kind: 'silent', detail: answer };
      return { kind: 'reply', status: answer.status, body: answer.body as AriOperations[Call]['reply'] };
    },
    async describe(path) {
      const page = await inTime(defaultTimeoutMs, async (signal) => {
        const { status, text } = await transport.send({ method: 'GET', path: `/ari${path}`, body: undefined, signal });
        return { status, content: isGood(status) ? (JSON.parse(text) as unknown) : undefined };
      });
      if (typeof page === 'string') throw new Error(page);
      if (!isGood(page.status)) throw new Error(`http ${page.status}`);
      return page.content;
    },
    withhold: () => { isWithheld = true; },
    isWithheld: () => isWithheld,
    close() {
      for (const abort of underWay) abort.abort();
      return transport.close();
    },
  };
}
