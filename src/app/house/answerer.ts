/** One question of a call's flow, and who answers it: the back office (adapters/brokerage) or the hotline itself (house.ts). */
import type { LookupAnswer } from '../../core/call/events.ts';
import type { Language } from '../../core/speech/clip.ts';
import type { Secret } from '../secret.ts';

export interface OperationAsk {
  readonly operation: string;
  readonly args: Readonly<Record<string, string>>;
  /** What the caller keyed into private and secret slots, by argument. */
  readonly held: Readonly<Record<string, Secret>>;
  readonly callId: string;
  /** Idempotency key: the same question, however often it is sent. */
  readonly requestId: string;
  readonly language: Language;
  readonly timeoutMs: number;
}

export type Answerer = (ask: OperationAsk) => Promise<LookupAnswer>;

/** By operation name; what nobody answers is a fault of the flow, and the caller hears its apology. */
export function answererOf(table: Readonly<Record<string, Answerer>>): Answerer {
  return async (ask) => (Object.hasOwn(table, ask.operation) ? await table[ask.operation]?.(ask) : undefined) ?? { kind: 'failed', reason: 'unknown-operation' };
}
