import type { z } from 'zod';
import { deskErrorSchema } from '../../contract/desk/error.ts';

/** A no, or a fault, of the server; pages translate the code. `NETWORK` is the page's own: no answer came. */
export class RequestError extends Error {
  readonly code: string;
  readonly retryAfterS: number | null;
  readonly requestId: string | null;

  constructor(code: string, detail: { retryAfterS?: number | undefined; requestId?: string | undefined } = {}) {
    super(code);
    this.code = code;
    this.retryAfterS = detail.retryAfterS ?? null;
    this.requestId = detail.requestId ?? null;
  }
}

const answerWithinMs = 15_000;

/** Throws RequestError for everything that is not a well-formed answer. */
export async function request<T extends z.ZodType>(schema: T, path: string, body?: unknown, method: 'POST' | 'PUT' = 'POST'): Promise<z.infer<T>> {
  const response = await send(path, body, method);
  const answer: unknown = await response.json().catch(() => undefined);
  if (!response.ok) {
    const error = deskErrorSchema.safeParse(answer);
    throw error.success ? new RequestError(error.data.code, error.data) : new RequestError('INTERNAL');
  }
  const parsed = schema.safeParse(answer);
  if (!parsed.success) throw new RequestError('INTERNAL');
  return parsed.data;
}

async function send(path: string, body: unknown, method: 'POST' | 'PUT'): Promise<Response> {
  try {
    return await fetch(path, {
      signal: AbortSignal.timeout(answerWithinMs),
      ...(body === undefined ? {} : { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
  } catch {
    throw new RequestError('NETWORK');
  }
}
