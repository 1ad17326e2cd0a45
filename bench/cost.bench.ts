/**
 * Cost of control: the CPU that our server, PostgreSQL, Redis and Asterisk's part of it take for a quote call of 10 s, beside
 * Asterisk's CPU for the same call as plain dialplan; 100 calls at once.
 */
import { cpuMsOf } from './frame/cpu.ts';
import { alternate, runBench } from './frame/run.ts';
import type { World } from './frame/world.ts';
import type { QuoteCounts } from './load/quote-callers.ts';

const CALL_MS = 10_000;
const SETTLE_MS = 10_500;

interface Cost {
  [part: string]: number;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function measure(world: World, side: { to: string; peer: { host: string; port: number }; parts: Readonly<Record<string, number>> }, options: { atOnce: number; windowMs: number }): Promise<Cost> {
  const { load } = world;
  await load.startQuotes({ peer: side.peer, to: side.to, callsPerS: (options.atOnce * 1_000) / CALL_MS, callMs: CALL_MS, nameFrame: world.firstFrame('name.600519') });
  await pause(SETTLE_MS);
  const books = async (): Promise<{ counts: QuoteCounts; cpu: Record<string, number>; atMs: number }> => ({
    counts: await load.countQuotes(), atMs: performance.now(),
    cpu: Object.fromEntries(Object.entries({ ...side.parts, load: load.pid }).map(([part, pid]) => [part, cpuMsOf(pid)])),
  });
  const before = await books();
  await pause(options.windowMs);
  const after = await books();
  const total = await load.stopQuotes();
  const calls = after.counts.finished - before.counts.finished;
  const cost: Cost = Object.fromEntries(Object.keys(after.cpu).map((part) => [part, ((after.cpu[part] ?? 0) - (before.cpu[part] ?? 0)) / calls]));
  const loadShare = ((cost['load'] ?? 0) * calls) / (after.atMs - before.atMs);
  if (total.failed > 0) console.log(`    ${total.failed} of ${total.placed} calls were not served: ${JSON.stringify(total.reasons)}`);
  return { ...cost, calls, atOnce: after.counts.live, failed: total.failed, loadShare };
}

await runBench({
  name: 'cost',
  async measure(world, { pairs, isQuick }) {
    const options = isQuick ? { atOnce: 5, windowMs: 2_000 } : { atOnce: 100, windowMs: 12_000 };
    const parts = { asterisk: world.pid('pbx'), server: world.pid('server'), postgres: world.pid('postgres'), redis: world.pid('redis'), worker: world.pid('worker'), simulator: world.pid('simulator') };
    return alternate({
      pairs,
      ours: () => measure(world, { to: world.ours.settings.dnis, peer: world.sip.ours, parts }, options),
      peer: () => measure(world, { to: '95501', peer: world.sip.peer, parts: { asterisk: world.peer.pid() } }, options),
    });
  },
});
