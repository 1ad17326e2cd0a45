/** The days that are run: the pure case, which Erlang C knows, and a day with skills, tiers, impatience and missed rings. */
import type { Chance } from './chance.ts';
import type { DayPlan, Served } from './day.ts';
import type { Line } from './erlang.ts';

const TALK_MS = 162_000;

/** One queue, equal seats, nobody gives up: M/M/c. */
export function purePlan(seed: number, { calls, seats, callsPerMs }: { calls: number } & Pick<Line, 'seats' | 'callsPerMs'>): { plan: DayPlan; line: Line } {
  const plan: DayPlan = {
    seed, calls, missed: 0, patienceMs: null,
    seats: Array.from({ length: seats }, () => ({ series: 'service' as const, skills: [{ queue: 'general', level: 5 }] })),
    gapMs: (chance) => chance.exponential(1 / callsPerMs), caller: () => ({ queue: 'general', priority: 0 }), talkMs: (chance) => chance.exponential(TALK_MS),
  };
  return { plan, line: { seats, callsPerMs, talkMs: TALK_MS } };
}

/** The whole firm: 100 seats, four queues, a third of them with two skills or three. */
const seatsOfFirm: DayPlan['seats'] = Array.from({ length: 100 }, (_, n) => ({
  series: n % 10 === 9 ? ('marketing' as const) : ('service' as const),
  skills: [
    ...(n < 90 ? [{ queue: 'general', level: 3 + (n % 6) }] : []), ...(n % 5 === 0 ? [{ queue: 'vip', level: 4 + (n % 4) }] : []),
    ...(n % 8 === 1 || n >= 90 ? [{ queue: 'trading', level: 2 + (n % 7) }] : []), ...(n % 12 === 3 ? [{ queue: 'complaint', level: 6 }] : []),
  ],
}));

const HOUR_MS = 3_600_000;
/** Callers per hour: the open, lunch, the close; more than the seats can do in the third hour, so that tiers matter. */
const perHour = [1_900, 2_100, 2_650, 1_900, 1_500, 2_050, 2_200, 2_100, 1_800, 1_800];

export const mixedPlan = (seed: number, calls: number, scale = 1): DayPlan => ({
  seed, calls, missed: 0.02, patienceMs: (chance) => chance.exponential(600_000), seats: scale === 1 ? seatsOfFirm : seatsOfFirm.filter((_, n) => n % Math.round(1 / scale) === 0),
  gapMs: (chance, atMs) => chance.exponential(HOUR_MS / (scale * (perHour[Math.min(9, Math.floor(atMs / HOUR_MS))] ?? 1_800))),
  caller: (chance: Chance) => ({
    queue: chance.of([['general', 80], ['vip', 6], ['trading', 11], ['complaint', 3]] as const), priority: chance.of([[0, 75], [1, 14], [2, 8], [3, 3]] as const),
  }),
  talkMs: (chance) => 20_000 + chance.exponential(140_000),
});

export const shareWithin = (served: readonly Served[], withinMs: number): number => served.filter(({ waitedMs }) => waitedMs <= withinMs).length / Math.max(1, served.length);
export const percentile = (values: readonly number[], share: number): number => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))] ?? 0;

export interface EstimateError {
  readonly told: number;
  readonly meanWaitMs: number;
  /** Told minus waited: above 0 she came sooner than she was told. */
  readonly biasMs: number;
  readonly medianOffMs: number;
  readonly p90OffMs: number;
}

export function estimateError(served: readonly Served[]): EstimateError {
  const waits = served.flatMap(({ told, waitedMs }) => (told === null ? [] : [[told.waitMs, waitedMs] as const]));
  const off = waits.map(([toldMs, waitedMs]) => Math.abs(toldMs - waitedMs));
  const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length);
  return { told: waits.length, meanWaitMs: mean(waits.map(([, waited]) => waited)), biasMs: mean(waits.map(([toldMs, waited]) => toldMs - waited)), medianOffMs: percentile(off, 0.5), p90OffMs: percentile(off, 0.9) };
}

/** Callers of one queue whom somebody passed who had no right to: more than her head start later. */
export function passedWrongly(served: readonly Served[], headStartMs: number): number {
  let wrong = 0;
  for (const queue of new Set(served.map((one) => one.queue))) {
    const taken = served.filter((one) => one.queue === queue).map((one) => ({ ...one, takenAt: one.enteredAt + one.waitedMs, turn: one.enteredAt - one.priority * headStartMs }));
    const byTaken = taken.sort((one, other) => one.takenAt - other.takenAt || one.turn - other.turn);
    for (const [n, one] of byTaken.entries()) {
      // Taken before her although her turn was later, while she was waiting already.
      for (let before = n - 1; before >= 0 && (byTaken[before]?.takenAt ?? 0) >= one.enteredAt; before -= 1) {
        const other = byTaken[before];
        if (other !== undefined && other.turn > one.turn && other.takenAt > one.enteredAt) wrong += 1;
      }
    }
  }
  return wrong;
}
