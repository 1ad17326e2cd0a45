/**
 * Who is offered to whom, decided: core/match with its records for the trace, 500 callers in 8 queues and 500 seats with up to 4 skills.
 * Reading and writing the rows is part of the key-to-INVITE bench.
 */
import { pick } from '../src/core/match/pick.ts';
import type { MatchInput, ReadySeat, WaitingEntry } from '../src/core/match/types.ts';
import type { Pair } from './frame/pieces.ts';
import { runBench, show } from './frame/run.ts';
import { median } from './frame/statistics.ts';

const queueOf = (n: number): string => `queue-${n % 8}`;

function input(callers: number, ready: number): MatchInput {
  const entries = Array.from({ length: callers }, (_, n): WaitingEntry => ({
    entryId: `s1.0193a000-0000-7000-8000-${String(n).padStart(12, '0')}.q.7`, callId: `0193a000-0000-7000-8000-${String(n).padStart(12, '0')}`, queue: queueOf(n * 7),
    priority: n % 4, enteredAt: n * 911, excludeSeries: n % 5 === 0 ? ['marketing'] : [], missedBy: n % 9 === 0 ? ['s-1003'] : [], needsLicence: n % 3 !== 0,
    ...(n % 6 === 0 ? { prefer: { agentId: `agent-${n}`, untilAt: 2_000_000, isThere: true } } : {}),
  }));
  const seats = Array.from({ length: ready }, (_, n): ReadySeat => ({
    seatId: `s-${1_000 + n}`, agentId: `agent-${n}`, extension: `${1_000 + n}`, series: n % 10 === 9 ? 'marketing' : 'service', readySince: n * 37, version: n, licensedUntil: n % 11 === 0 ? 0 : 9_000_000,
    skills: Array.from({ length: 1 + (n % 4) }, (_skill, at) => ({ queue: queueOf(n + at * 3), level: 1 + ((n + at) % 10) })),
  }));
  return { entries, seats, at: 1_000_000, businessAt: 1_000_000 };
}

function timed(given: MatchInput, times: number): number {
  const took = Array.from({ length: times }, () => {
    const began = performance.now();
    pick(given);
    return performance.now() - began;
  });
  return median(took);
}

await runBench({
  name: 'routing',
  async measure(_world, { pairs, isQuick }) {
    const [all, one] = [input(isQuick ? 20 : 500, isQuick ? 20 : 500), input(isQuick ? 20 : 500, 1)];
    const times = isQuick ? 3 : 200;
    timed(all, times);
    return Array.from({ length: pairs }, (_, round): Pair => {
      const ours = { allReadyMs: timed(all, times), oneReadyMs: timed(one, times), decisions: pick(all).length };
      console.log(`  round ${round + 1}: ${show(ours)}`);
      return { ours, peer: {} };
    });
  },
});
