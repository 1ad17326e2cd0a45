/** Rows of the terminal trail: who asked what from which number on which line, and what came of it. Ids and tokens only. */
import type { NumberToken } from '../../core/machine.ts';

/** account: an account number was keyed for who she is; login: a trading password. */
export type TrailKind = 'account' | 'login' | 'password-change' | 'contact-change';
export type TrailMethod = 'ivr-keys' | 'agent-check';
export type TrailResult = 'done' | 'refused' | 'failed' | 'lost';

export interface TrailAsked {
  readonly requestId: string;
  readonly callId: string;
  readonly numberToken: NumberToken | null;
  readonly dnis: string;
  readonly clientId: string | null;
  readonly kind: TrailKind;
  readonly method: TrailMethod;
  readonly at: number;
}

export interface TrailAnswered {
  readonly requestId: string;
  readonly result: TrailResult;
  /** Of a refusal, or the reason of a failure. */
  readonly code: string | null;
  readonly clientId: string | null;
  readonly at: number;
}

export interface Trail {
  /** Flushed before it returns. too-many: this call has asked for `limit` of this kind already, and nothing is written. */
  asked(entry: TrailAsked, limit: number): Promise<'written' | 'too-many'>;
  /** Flushed; of an entry that was asked. Idempotent. */
  answered(entry: TrailAnswered): Promise<void>;
}

/** An entry as it is read: both rows in one. result null: nobody knows. */
export interface TrailEntry extends Omit<TrailAsked, 'at' | 'requestId'> {
  readonly id: number;
  readonly askedAt: number;
  readonly answeredAt: number | null;
  readonly result: TrailResult | null;
  readonly code: string | null;
}

export interface TrailReads {
  /** Newest first, by id below `before`. */
  page(query: { from: number; to: number; clientId: string | null; callId: string | null; before: number | null; limit: number }): Promise<readonly TrailEntry[]>;
}
