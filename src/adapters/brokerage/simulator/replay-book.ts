/** Answers by idempotency key: what comes again gets the same answer, and the work is not done again. */
import { createHash } from 'node:crypto';
import { keyReusedCode } from '../../../contract/brokerage/error.ts';
import { refused } from './refused.ts';
import type { Reply } from './router.ts';

export interface ReplayBook {
  once(key: string | undefined, body: unknown, work: () => Reply): Reply;
}

const keyPattern = /^[\w.:-]{1,128}$/;

export function createReplayBook(limits: { readonly maxKeys: number }): ReplayBook {
  /** The body as a hash only: it may hold a password. */
  const known = new Map<string, { readonly bodyHash: string; readonly reply: Reply }>();
  return {
    once(key, body, work) {
      if (key === undefined || !keyPattern.test(key)) return refused(400, 'IDEMPOTENCY_KEY_MISSING', 'a change goes with an idempotency key of 1 to 128 letters');
      const bodyHash = createHash('sha256').update(JSON.stringify(body ?? null)).digest('hex');
      const before = known.get(key);
      if (before !== undefined) return before.bodyHash === bodyHash ? before.reply : refused(422, keyReusedCode, 'the key was used for another question');
      const reply = work();
      known.set(key, { bodyHash, reply });
      const [oldest] = known.keys();
      if (known.size > limits.maxKeys && oldest !== undefined) known.delete(oldest);
      return reply;
    },
  };
}
