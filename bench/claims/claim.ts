/** What a claim says: its row in docs/performance.md, made from the pairs that were measured. */
import type { Pair } from '../frame/pieces.ts';

export interface Verdict {
  readonly ours: string;
  readonly peer: string;
  /** What the claim is about, such as a ratio: median and spread over the pairs. */
  readonly figure: string;
  readonly isMet: boolean;
}

export interface Claim {
  /** Bench whose pairs it reads. */
  readonly bench: string;
  readonly what: string;
  readonly against: string;
  readonly must: string;
  judge(pairs: readonly Pair[]): Verdict;
}

export const column = (pairs: readonly Pair[], side: 'ours' | 'peer', name: string): number[] => pairs.map((pair) => pair[side][name] ?? Number.NaN);
