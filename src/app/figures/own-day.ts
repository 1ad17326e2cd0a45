/** An agent's own figures of one day: her time in each state, her talks, what callers said of them. Nobody else's: she names no agent. */
import { figuresOf } from '../../core/metrics/definitions.ts';
import type { FigureSums } from '../../core/metrics/sums.ts';
import { dayOf, periodOf } from './days.ts';
import type { FigureReads, SeatTime } from './ports.ts';

export interface OwnDay extends Pick<FigureSums, 'talks' | 'talkMs' | 'holdMs' | 'acwMs' | 'consults' | 'consultMs'> {
  readonly day: string;
  readonly states: readonly SeatTime[];
  readonly signedInMs: number;
  readonly aht: number | null;
  readonly occupancy: number | null;
  readonly satisfaction: number | null;
  readonly ratings: number;
}

/** `day`: YYYY-MM-DD, a day in China; without: today. null: not a date. */
export type ReadOwnDay = (agentId: string, day?: string) => Promise<OwnDay | null>;

export function createOwnDay(reads: Pick<FigureReads, 'agent'>, now: () => number): ReadOwnDay {
  return async (agentId, day = dayOf(now())) => {
    const period = periodOf(day);
    if (period === null) return null;
    const { sums, states } = await reads.agent({ ...period, agentId });
    const { aht, occupancy, satisfaction } = figuresOf(sums);
    const { talks, talkMs, holdMs, acwMs, consults, consultMs } = sums;
    return { day, states, signedInMs: sums.seats.signedIn, talks, talkMs, holdMs, acwMs, consults, consultMs, aht, occupancy, satisfaction, ratings: sums.ratings.all };
  };
}
