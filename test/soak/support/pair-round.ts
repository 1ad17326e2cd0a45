/** A round of shared seats and what must hold after it; the soak's and, smaller, the sample's. */
import { hurryQueues } from '../../calls/support/queue-pace.ts';
import type { Pair } from '../../calls/support/pair.ts';
import { until } from '../../calls/support/until.ts';
import { tellQuiet } from './quiet-story.ts';
import { runSharedSeats, type SharedSeatsPlan, SILENCE_MS } from './shared-seats.ts';
import { seatTimeSince } from './seat-time.ts';

export async function sharedSeatsRound(pair: Pair, plan: SharedSeatsPlan, say: (line: string) => void): Promise<string[]> {
  const restore = await hurryQueues(pair.hotline, { ringMs: 4_000, acwMs: 500 });
  const since = new Date();
  const startedMs = performance.now();
  const { lost, silent, misfortunes, ...result } = await runSharedSeats(pair, plan);
  const { records } = pair.hotline;
  await until('every seat is signed out', async () => (await records.sql(`select id from seat where phase <> 'signed-out'`)).length === 0, 60_000).catch((error: unknown) => lost.push(String(error)));
  const kills = misfortunes.filter(({ what }) => what.endsWith('SIGKILL')).length;
  const counts = { ...result, kills, freezes: misfortunes.length - kills, silent: silent.length };
  const time = await seatTimeSince(pair.hotline, since);
  await restore();
  say(`seed ${plan.seed}: ${result.calls} calls to ${plan.seats.length} seats in ${Math.round((performance.now() - startedMs) / 1_000)} s: ${JSON.stringify(counts)}`);
  say(`  ${time.seats} seats signed in for ${time.signedInS} s: ${JSON.stringify(time.byPhase)}; ${time.wrong.length} do not add up`);
  for (const line of await tellQuiet(pair.hotline, silent, misfortunes)) say(`  ${line}`);
  return [
    ...(result.overlaps === 0 ? [] : [`${result.overlaps} INVITEs came to a seat that had one`]),
    ...(silent.length === 0 ? [] : [`${silent.length} callers heard nothing for more than ${SILENCE_MS} ms`]),
    ...lost.map((why) => `a caller was lost: ${why}`), ...time.wrong,
  ];
}
