/**
 * `./hotline test soak queue-day`: days of 20,000 calls and 100 seats under a virtual clock, on the order, the matching, the seats and the
 * estimates of core (test/core/queue-day). HOTLINE_TEST_SEEDS=1-20 says which days.
 */
import { HEAD_START_MS } from '../../src/core/match/order.ts';
import { runDay } from '../core/queue-day/day.ts';
import { serviceLevel, waitProbability } from '../core/queue-day/erlang.ts';
import { estimateError, mixedPlan, percentile, purePlan, shareWithin, type EstimateError } from '../core/queue-day/plans.ts';

const CALLS = 20_000;
const WITHIN_MS = 20_000;
const [from = 1, to = 20] = (process.env['HOTLINE_TEST_SEEDS'] ?? '1-20').split('-').map(Number);
const seeds = Array.from({ length: to - from + 1 }, (_, n) => from + n);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;
const tellError = ({ told, meanWaitMs, biasMs, medianOffMs, p90OffMs }: EstimateError): string =>
  `${told} told, mean wait ${seconds(meanWaitMs)}, told - waited ${seconds(biasMs)} on average, off by ${seconds(medianOffMs)} (median), ${seconds(p90OffMs)} (p90)`;
const broken: string[] = [];
const must = (holds: boolean, what: string): void => {
  if (!holds) broken.push(what);
};

const began = performance.now();
say(`pure case (one queue, equal seats, nobody gives up): ${CALLS} calls, 100 seats, 90 erlang, ${seeds.length} days`);
const levels: number[] = [];
for (const seed of seeds) {
  const { plan, line } = purePlan(seed, { calls: CALLS, seats: 100, callsPerMs: 90 / 162_000 });
  const day = runDay(plan);
  levels.push(shareWithin(day.served, WITHIN_MS));
  must(day.served.length === CALLS && day.outOfOrder.length === 0, `seed ${seed}: ${day.served.length} served, ${day.outOfOrder.length} out of order`);
  if (seed !== to) continue;
  const expected = serviceLevel(line, WITHIN_MS);
  const off = mean(levels) - expected;
  say(`  service level in 20 s: ${percent(mean(levels))} (days from ${percent(Math.min(...levels))} to ${percent(Math.max(...levels))}), Erlang C ${percent(expected)}, off by ${(off * 100).toFixed(2)} points; who waits: Erlang C ${percent(waitProbability(line))}`);
  must(Math.abs(off) <= 0.02, `service level is ${(off * 100).toFixed(2)} points off Erlang C`);
  say(`  estimated wait, last day: ${tellError(estimateError(day.served))}`);
}

say(`mixed case (4 queues, skills with levels, 4 tiers, impatience of 10 min, 2 % missed rings): ${CALLS} calls, 100 seats, ${seeds.length} days`);
const sums = { served: 0, abandoned: 0, missed: 0, outOfOrder: 0, leftOver: 0 };
const worst = [0, 0, 0, 0];
const p95 = [0, 1, 2, 3].map((): number[] => []);
for (const seed of seeds) {
  const day = runDay(mixedPlan(seed, CALLS));
  sums.served += day.served.length;
  sums.abandoned += day.abandoned;
  sums.missed += day.missed;
  sums.outOfOrder += day.outOfOrder.length;
  sums.leftOver += day.leftOver;
  must(day.served.length + day.abandoned + day.leftOver === CALLS, `seed ${seed}: calls do not add up`);
  for (const tier of [0, 1, 2, 3]) {
    const waits = day.served.filter(({ priority }) => priority === tier).map(({ waitedMs }) => waitedMs);
    worst[tier] = Math.max(worst[tier] ?? 0, ...waits);
    p95[tier]?.push(percentile(waits, 0.95));
  }
  if (seed !== to) continue;
  for (const queue of ['general', 'vip', 'trading', 'complaint']) {
    const served = day.served.filter((one) => one.queue === queue);
    say(`  ${queue}, last day: ${served.length} served, ${percent(shareWithin(served, WITHIN_MS))} in 20 s, longest ${seconds(Math.max(...served.map(({ waitedMs }) => waitedMs)))}; estimated wait: ${tellError(estimateError(served))}`);
  }
}
say(`  served ${sums.served}, gave up ${sums.abandoned}, missed rings ${sums.missed}, left over ${sums.leftOver}, out of turn ${sums.outOfOrder}`);
say(`  wait by tier (ordinary, wealth, gold, diamond): p95 ${p95.map((days) => seconds(mean(days))).join(', ')}; longest ${worst.map(seconds).join(', ')}`);
must(sums.outOfOrder === 0, `${sums.outOfOrder} offers out of turn`);
must(sums.leftOver === 0, `${sums.leftOver} callers were never served`);
must((worst[0] ?? 0) <= (worst[3] ?? 0) + 3 * HEAD_START_MS + 600_000, 'a caller without priority was starved');
say(`${Math.round((performance.now() - began) / 1_000)} s; ${broken.length} broken${broken.map((line) => `\n  ${line}`).join('')}`);
process.exitCode = broken.length === 0 ? 0 : 1;
