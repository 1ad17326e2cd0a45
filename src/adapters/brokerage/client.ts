/** The firm's back office over HTTP: a keep-alive pool, a time-out for every question, a bound on how many are under way. */
import { Pool } from 'undici';
import { clientListSchema, telephoneNumberSchema } from '../../contract/brokerage/client.ts';
import type { BrokerageClient } from '../../contract/brokerage/client.ts';
import { indexMenuSchema } from '../../contract/brokerage/index-menu.ts';
import type { IndexMenuItem } from '../../contract/brokerage/index-menu.ts';
import { quoteSchema } from '../../contract/brokerage/quote.ts';
import type { Quote } from '../../contract/brokerage/quote.ts';
import { securityCodeSchema, securityListSchema } from '../../contract/brokerage/security.ts';
import type { Security, SecurityKind } from '../../contract/brokerage/security.ts';
import { accountDesk, type AccountDesk } from './account-desk.ts';
import type { BrokerageAnswer } from './answer.ts';
import { createBulkhead } from './bulkhead.ts';
import { exchange } from './exchange.ts';
import type { ExchangeDeps } from './exchange.ts';

/** The part of pino that is used here. */
export type BrokerageLogger = { warn(fields: object, message: string): void };

export type BrokerageOptions = {
  /** Time for one question, from asking to the whole answer. A call may give its own. */
  readonly timeoutMs: number;
  /** Time for one connection; default: a third of timeoutMs. */
  readonly connectTimeoutMs?: number;
  /** Bearer token. */
  readonly token?: string;
  /** PEM of the authority that signed the back office's certificate, when it is the firm's own. */
  readonly tlsCa?: string;
  /** Requests under way at once; default 32. */
  readonly maxInFlight?: number;
  /** Requests waiting for a place; default 128. */
  readonly maxWaiting?: number;
  readonly logger?: BrokerageLogger;
} & ({ readonly baseUrl: string } | { readonly socketPath: string });

type Asked = { readonly timeoutMs?: number };

export type Brokerage = AccountDesk & {
  /** Of a code that stands for a stock or fund and an index, the index only when `kind` says so. */
  quote(ask: Asked & { readonly code: string; readonly kind?: SecurityKind }): Promise<BrokerageAnswer<Quote>>;
  /** The quote of the index behind a menu key. */
  indexQuote(ask: Asked & { readonly menuKey: string }): Promise<BrokerageAnswer<Quote>>;
  indexes(ask?: Asked): Promise<BrokerageAnswer<readonly IndexMenuItem[]>>;
  securities(ask?: Asked): Promise<BrokerageAnswer<readonly Security[]>>;
  /** None, one or many; a number nobody has is an empty list. */
  clientsByNumber(number: string, ask?: Asked): Promise<BrokerageAnswer<readonly BrokerageClient[]>>;
  load(): { readonly inFlight: number; readonly waiting: number };
  /** Cuts what is under way (it answers `down`) and closes the connections. */
  close(): Promise<void>;
};

/** No answer of the contract is longer; the list of all securities is about 1 MB. */
const maxResponseBytes = 8_000_000;

export function createBrokerage(options: BrokerageOptions): Brokerage {
  const deps = connect(options);
  const timeoutOf = (ask?: Asked): number => ask?.timeoutMs ?? options.timeoutMs;

  return {
    ...accountDesk(deps, timeoutOf),
    async quote(ask) {
      // Not sent at all: what is no code names no security.
      if (!securityCodeSchema.safeParse(ask.code).success) return { kind: 'not-found' };
      return exchange(deps, {
        operation: 'quote',
        pathParts: { code: ask.code },
        ...(ask.kind === undefined ? {} : { query: { kind: ask.kind } }),
        schema: quoteSchema,
        isAnswerTo: (quote) => (quote.movedFrom ?? quote.code) === ask.code && (ask.kind === undefined || quote.kind === ask.kind),
        timeoutMs: timeoutOf(ask),
      });
    },
    async indexQuote(ask) {
      if (!/^[1-9]$/.test(ask.menuKey)) return { kind: 'not-found' };
      return exchange(deps, {
        operation: 'indexQuote',
        pathParts: { menuKey: ask.menuKey },
        schema: quoteSchema,
        isAnswerTo: (quote) => quote.kind === 'index',
        timeoutMs: timeoutOf(ask),
      });
    },
    async indexes(ask) {
      const answer = await exchange(deps, { operation: 'indexes', schema: indexMenuSchema, timeoutMs: timeoutOf(ask) });
      return answer.kind === 'found' ? { kind: 'found', value: answer.value.indexes } : answer;
    },
    async securities(ask) {
      const answer = await exchange(deps, { operation: 'securities', schema: securityListSchema, timeoutMs: timeoutOf(ask) });
      return answer.kind === 'found' ? { kind: 'found', value: answer.value.securities } : answer;
    },
    async clientsByNumber(number, ask) {
      if (!telephoneNumberSchema.safeParse(number).success) return { kind: 'found', value: [] };
      const answer = await exchange(deps, {
        operation: 'clientsByNumber',
        body: { number },
        schema: clientListSchema,
        isAnswerTo: (list) => list.clients.every((client) => client.numbers.includes(number)),
        timeoutMs: timeoutOf(ask),
      });
      return answer.kind === 'found' ? { kind: 'found', value: answer.value.clients } : answer;
    },
    load: () => deps.bulkhead.load(),
    close: () => deps.pool.destroy(),
  };
}

function connect(options: BrokerageOptions): ExchangeDeps {
  const maxInFlight = options.maxInFlight ?? 32;
  const url = new URL('baseUrl' in options ? options.baseUrl : 'http://back-office');
  const pool = new Pool(url.origin, {
    connections: maxInFlight,
    pipelining: 1,
    // The signal of each exchange is the one clock; a second one here could only contradict it.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: maxResponseBytes,
    connect: {
      timeout: options.connectTimeoutMs ?? Math.ceil(options.timeoutMs / 3),
      ...('socketPath' in options ? { socketPath: options.socketPath } : {}),
      ...(options.tlsCa === undefined ? {} : { ca: options.tlsCa }),
    },
  });
  return {
    pool,
    bulkhead: createBulkhead({ maxInFlight, maxWaiting: options.maxWaiting ?? 128 }),
    pathPrefix: url.pathname.replace(/\/+$/, ''),
    headers: {
      accept: 'application/json',
      ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
    },
    onTrouble: (trouble) => options.logger?.warn(trouble, 'back office unavailable'),
  };
}
