/** What figures are made of: plain sums, which add up over intervals, queues and agents. */
import type { VisitClass } from './thresholds.ts';
import type { Served } from './visit.ts';

export interface FigureSums {
  readonly visits: Readonly<Record<VisitClass, number>>;
  readonly presented: number;
  readonly answeredWaitMs: number;
  readonly longestWaitMs: number;
  readonly talks: number;
  /** Without hold. */
  readonly talkMs: number;
  readonly holdMs: number;
  readonly acwMs: number;
  readonly consults: number;
  readonly consultMs: number;
  readonly seats: { readonly signedIn: number; readonly notReady: number; readonly talking: number; readonly acw: number };
  readonly calls: Readonly<Record<Served, number>>;
  readonly ratings: { readonly all: number; readonly satisfied: number };
}

export const NO_SUMS: FigureSums = {
  visits: { 'answered-in-time': 0, 'answered-late': 0, abandoned: 0, 'abandoned-short': 0, 'flowed-out': 0, callback: 0, waiting: 0 },
  presented: 0, answeredWaitMs: 0, longestWaitMs: 0, talks: 0, talkMs: 0, holdMs: 0, acwMs: 0, consults: 0, consultMs: 0,
  seats: { signedIn: 0, notReady: 0, talking: 0, acw: 0 },
  calls: { talked: 0, 'self-served': 0, 'not-served': 0 },
  ratings: { all: 0, satisfied: 0 },
};
