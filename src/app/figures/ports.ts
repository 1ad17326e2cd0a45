/** What figures need of the store. */
import type { LedgerState } from '../../core/metrics/identities.ts';
import type { SeatMove } from '../../core/metrics/seat-time.ts';
import type { FigureSums } from '../../core/metrics/sums.ts';
import type { TimedFact } from '../../core/metrics/tally.ts';
import type { Thresholds, VisitClass } from '../../core/metrics/thresholds.ts';
import type { Served } from '../../core/metrics/visit.ts';

export interface Period {
  /** Epoch ms; `to` is not in it. */
  readonly from: number;
  readonly to: number;
}

export interface CallFacts {
  readonly callId: string;
  readonly facts: readonly TimedFact[];
  /** Work after the call, by seat; null: it is not over. */
  readonly acwMs: ReadonlyMap<string, number | null>;
  readonly ledger: ReadonlyMap<string, LedgerState>;
  readonly isLive: boolean;
}

export interface FigureFacts {
  /** Calls that ended and have no rows yet, or whose work after the call was not over. */
  due(ask: { endedSince: number; limit: number }): Promise<readonly string[]>;
  /** Calls that have a fact in the period; those that arrived before it too. */
  callsIn(period: Period): Promise<readonly string[]>;
  read(callIds: readonly string[]): Promise<readonly CallFacts[]>;
  /** By seat, in order; the last move before the period comes first. */
  seatMoves(period: Period): Promise<ReadonlyMap<string, readonly SeatMove[]>>;
  thresholds(): Promise<readonly Thresholds[]>;
}

export interface VisitRow {
  readonly callId: string;
  readonly n: number;
  readonly queue: string;
  readonly enteredAt: number;
  readonly class: VisitClass;
  readonly waitedMs: number;
  readonly presented: number;
  readonly seatId: string | null;
}

export interface TalkRow {
  readonly callId: string;
  readonly n: number;
  readonly seatId: string;
  readonly queue: string | null;
  readonly direction: 'inbound' | 'outbound';
  readonly startedAt: number;
  readonly talkMs: number;
  readonly holdMs: number;
  readonly acwMs: number | null;
}

export interface ConsultRow {
  readonly callId: string;
  readonly n: number;
  /** Who was asked in. */
  readonly seatId: string;
  readonly queue: string | null;
  readonly startedAt: number;
  readonly talkMs: number;
}

export interface CallRows {
  readonly callId: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly direction: 'inbound' | 'outbound';
  readonly served: Served;
  readonly visits: readonly VisitRow[];
  readonly talks: readonly TalkRow[];
  readonly consults: readonly ConsultRow[];
}

export interface FigureTables {
  /** Rows of a call are written anew as a whole. */
  write(calls: readonly CallRows[]): Promise<void>;
  read(callIds: readonly string[]): Promise<readonly CallRows[]>;
  /** Intervals of the period, from the rows of calls and the slices of seats. */
  refresh(period: Period, slices: readonly { readonly seatId: string; readonly at: number; readonly what: string; readonly ms: number }[]): Promise<void>;
  noteCheck(check: { day: string; at: number; calls: number; breaks: unknown }): Promise<void>;
  /** Days with a call on or before them, up to and with `until`, that nobody has checked; the oldest first. */
  uncheckedDays(ask: { until: string; limit: number }): Promise<readonly string[]>;
}

export type Grouping = 'firm' | 'queue' | 'agent';

export interface SumsRow {
  readonly key: string;
  /** Start of the interval; null: the whole period. */
  readonly at: number | null;
  readonly sums: FigureSums;
}

/** Time of a seat in one state. */
export interface SeatTime {
  readonly phase: string;
  readonly reason: string | null;
  readonly ms: number;
}

export interface FigureReads {
  /** Of one agent; her seat's states in the order of their length. */
  agent(ask: Period & { agentId: string }): Promise<{ readonly sums: FigureSums; readonly states: readonly SeatTime[] }>;
  sums(ask: Period & { by: Grouping; isByInterval: boolean }): Promise<readonly SumsRow[]>;
  /** Calls behind a figure, newest first. */
  calls(ask: Period & { of: CallsOf; key: string | null; limit: number }): Promise<readonly string[]>;
}

/** visit: calls by what became of their wait; talk: calls of talks; served: calls by how they were served. */
export type CallsOf =
  | { readonly rows: 'visit'; readonly classes: readonly VisitClass[] }
  | { readonly rows: 'talk' | 'consult' }
  | { readonly rows: 'call'; readonly served: readonly Served[] }
  | { readonly rows: 'rating'; readonly atLeast: number };
