/** Thresholds of a queue hold from a date on: what was counted by the old ones stays counted by them. */
import type { Visit } from './visit.ts';

export interface Thresholds {
  readonly queue: string;
  readonly effectiveFrom: number;
  /** T: answered within it is answered in time. */
  readonly answerWithinMs: number;
  /** S: who leaves within it is not counted as lost. */
  readonly shortAbandonMs: number;
}

export type VisitClass = 'answered-in-time' | 'answered-late' | 'abandoned' | 'abandoned-short' | 'flowed-out' | 'callback' | 'waiting';

/** For a queue that has none (it was made a moment ago, or is gone). */
const usual = { answerWithinMs: 20_000, shortAbandonMs: 5_000 };

export function thresholdsAt(all: readonly Thresholds[], queue: string, at: number): Pick<Thresholds, 'answerWithinMs' | 'shortAbandonMs'> {
  const known = all.filter((one) => one.queue === queue && one.effectiveFrom <= at);
  return known.reduce<Thresholds | null>((last, one) => (last === null || one.effectiveFrom > last.effectiveFrom ? one : last), null) ?? usual;
}

export const waitOf = ({ enteredAt, endedAt }: Visit): number => (endedAt === null ? 0 : endedAt - enteredAt);

/** By the thresholds that held when she entered. */
export function classOf(visit: Visit, all: readonly Thresholds[]): VisitClass {
  const { answerWithinMs, shortAbandonMs } = thresholdsAt(all, visit.queue, visit.enteredAt);
  switch (visit.outcome) {
    case 'answered':
      return waitOf(visit) <= answerWithinMs ? 'answered-in-time' : 'answered-late';
    case 'abandoned':
      return waitOf(visit) <= shortAbandonMs ? 'abandoned-short' : 'abandoned';
    case 'flowed-out':
    case 'callback':
    case 'waiting':
      return visit.outcome;
    default:
      return visit.outcome satisfies never;
  }
}
