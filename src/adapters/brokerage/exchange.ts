/** One HTTP exchange with the back office under one deadline: bounded, parsed at the door, every failure a value. */
import { errors } from 'undici';
import type { Pool } from 'undici';
import type { z } from 'zod';
import { brokerageErrorSchema, notFoundCodes, refusalCodes, type RefusalCode } from '../../contract/brokerage/error.ts';
import { brokerageOperations } from '../../contract/brokerage/operations.ts';
import type { BrokerageOperation } from '../../contract/brokerage/operations.ts';
import type { BrokerageAnswer, UnavailableReason } from './answer.ts';
import type { Bulkhead } from './bulkhead.ts';

export type Ask<S extends z.ZodType> = {
  readonly operation: BrokerageOperation;
  /** Filled into the address; encoded here. */
  readonly pathParts?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** For what changes something: the same key is the same question, however often it is sent. */
  readonly idempotencyKey?: string;
  readonly schema: S;
  /** Whether a well-formed answer answers this question: the code that was asked, not another. */
  readonly isAnswerTo?: (value: z.output<S>) => boolean;
  readonly timeoutMs: number;
};

/** What the log may hold of a failure: never an address, a body or a value, they may carry what a caller keyed. */
export type Trouble = {
  readonly operation: BrokerageOperation;
  readonly reason: UnavailableReason;
  readonly detail: string;
  readonly httpStatus?: number;
};

export type ExchangeDeps = {
  readonly pool: Pool;
  readonly bulkhead: Bulkhead;
  readonly pathPrefix: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly onTrouble: (trouble: Trouble) => void;
};

type Reply = { readonly status: number; readonly text: string };
type Failure = { readonly reason: UnavailableReason; readonly detail: string };

export async function exchange<S extends z.ZodType>(deps: ExchangeDeps, ask: Ask<S>): Promise<BrokerageAnswer<z.output<S>>> {
  // One deadline over waiting, connecting, headers and body: a back office that drips its answer is cut off as well.
  const signal = AbortSignal.timeout(ask.timeoutMs);
  const fail = (failure: Failure, httpStatus?: number): BrokerageAnswer<never> => {
    deps.onTrouble({ operation: ask.operation, ...failure, ...(httpStatus === undefined ? {} : { httpStatus }) });
    return { kind: 'unavailable', reason: failure.reason };
  };
  if (!(await deps.bulkhead.enter(signal))) return fail({ reason: 'busy', detail: 'no place among the requests under way' });
  let reply: Reply;
  try {
    reply = await send(deps, ask, signal);
  } catch (error) {
    return fail(failureOf(error, signal));
  } finally {
    deps.bulkhead.leave();
  }
  return reply.status === 200 ? readAnswer(ask, reply, fail) : readRefusal(ask.operation, reply, fail);
}

async function send<S extends z.ZodType>(deps: ExchangeDeps, ask: Ask<S>, signal: AbortSignal): Promise<Reply> {
  const { method, path } = brokerageOperations[ask.operation];
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(ask.pathParts?.[name] ?? ''));
  const response = await deps.pool.request({
    method,
    path: deps.pathPrefix + filled,
    headers: {
      ...deps.headers,
      ...(ask.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(ask.idempotencyKey === undefined ? {} : { 'idempotency-key': ask.idempotencyKey }),
    },
    signal,
    ...(ask.query === undefined ? {} : { query: ask.query }),
    ...(ask.body === undefined ? {} : { body: JSON.stringify(ask.body) }),
  });
  return { status: response.statusCode, text: await response.body.text() };
}

type Fail = (failure: Failure, httpStatus?: number) => BrokerageAnswer<never>;

function readAnswer<S extends z.ZodType>(ask: Ask<S>, reply: Reply, fail: Fail): BrokerageAnswer<z.output<S>> {
  const json = parseJson(reply.text);
  if (json === undefined) return fail({ reason: 'bad-answer', detail: 'not JSON' }, reply.status);
  const parsed = ask.schema.safeParse(json);
  if (!parsed.success) return fail({ reason: 'bad-answer', detail: describe(parsed.error) }, reply.status);
  if (ask.isAnswerTo?.(parsed.data) === false) return fail({ reason: 'bad-answer', detail: 'answers another question' }, reply.status);
  return { kind: 'found', value: parsed.data };
}

function readRefusal(operation: BrokerageOperation, reply: Reply, fail: Fail): BrokerageAnswer<never> {
  const parsed = brokerageErrorSchema.safeParse(parseJson(reply.text));
  const code = parsed.success ? parsed.data.code : undefined;
  // A bare 404 comes from a proxy or a wrong address; to tell a caller "no such code" on its word would be a lie.
  if (reply.status === 404 && notFoundCodes.some((notFound) => notFound === code)) return { kind: 'not-found' };
  const no = code === undefined || reply.status !== 409 ? undefined : refusalOf(operation, code);
  if (no !== undefined) return { kind: 'refused', code: no, details: parsed.data?.details ?? {} };
  const detail = code ?? 'no error body of the contract';
  if (reply.status === 429 || reply.status === 503) return fail({ reason: 'busy', detail }, reply.status);
  return fail({ reason: reply.status >= 500 ? 'down' : 'bad-answer', detail }, reply.status);
}

/** Only the codes this operation may refuse with: another one is a bad answer, no verdict about the caller. */
function refusalOf(operation: BrokerageOperation, code: string): RefusalCode | undefined {
  const codes: Partial<Record<BrokerageOperation, readonly RefusalCode[]>> = refusalCodes;
  return codes[operation]?.find((known) => known === code);
}

/** What undici calls an answer that came but is no HTTP, or is longer than any answer of the contract. */
const badAnswerCodes = /^(HTTPParserError|HPE_.*|UND_ERR_RES_.*|UND_ERR_HEADERS_OVERFLOW)$/;

function failureOf(error: unknown, signal: AbortSignal): Failure {
  if (error instanceof errors.InvalidArgumentError) throw error;
  if (signal.aborted) return { reason: 'timeout', detail: 'no whole answer in time' };
  const code = codeOf(error);
  return { reason: badAnswerCodes.test(code) ? 'bad-answer' : 'down', detail: code };
}

function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.name : 'unknown';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Where the answer breaks the contract, without the values that stood there. */
function describe(error: z.ZodError): string {
  return error.issues
    .slice(0, 5)
    .map((issue) => `${issue.path.join('.') || 'answer'}: ${issue.code}`)
    .join(', ');
}
