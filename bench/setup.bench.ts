/**
 * Calls set up per second without loss: callers arrive at a steady rate, each must be answered and hear the first packet of the
 * welcome within 3 s. The rate is raised until one is lost; what counts is the highest that lost none.
 */
import { startBareClient } from './frame/bare-client.ts';
import { alternate, runBench } from './frame/run.ts';
import { median } from './frame/statistics.ts';
import type { World } from './frame/world.ts';

type Side = { to: string; peer: { host: string; port: number } };
interface Search {
  readonly firstPerS: number;
  readonly forMs: number;
  /** Rates are looked at this far apart, as a share. */
  readonly precision: number;
}

const STAY_MS = 150;
const REST_MS = 500;

async function isCarried(world: World, side: Side, callsPerS: number, forMs: number): Promise<boolean> {
  const got = await world.load.arrivals({ ...side, callsPerS, forMs, stayMs: STAY_MS, welcomeFrame: world.firstFrame('welcome') });
  const isAll = got.served === got.placed;
  console.log(`    ${side.to}: ${callsPerS.toFixed(0)}/s, ${got.served} of ${got.placed} served, welcome after ${median(got.ms).toFixed(0)} ms${isAll ? '' : ` ${JSON.stringify(got.reasons)}`}`);
  await new Promise((resolve) => setTimeout(resolve, REST_MS));
  return isAll;
}

/** Doubles until a caller is lost, then halves the gap. */
async function highestRate(world: World, side: Side, search: Search): Promise<number> {
  let carried = 0;
  let lost = Infinity;
  let rate = search.firstPerS;
  while (lost / Math.max(carried, 1) > 1 + search.precision) {
    if (await isCarried(world, side, rate, search.forMs)) carried = rate;
    else lost = rate;
    rate = lost === Infinity ? carried * 1.6 : (carried + lost) / 2;
  }
  return carried;
}

await runBench({
  name: 'setup',
  async measure(world, { pairs, isQuick }) {
    const bare = await startBareClient(world);
    const search = isQuick ? { firstPerS: 5, forMs: 1_000, precision: 20 } : { firstPerS: 80, forMs: 4_000, precision: 0.1 };
    let round = 0;
    try {
      return await alternate({
        pairs,
        ours: async () => ({ callsPerS: await highestRate(world, { to: world.ours.settings.dnis, peer: world.sip.ours }, search) }),
        peer: async () => {
          const bareCallsPerS = await highestRate(world, { to: '95502', peer: world.sip.peer }, search);
          round += 1;
          // For the record, once a run.
          return round > 1 ? { bareCallsPerS } : { bareCallsPerS, plainCallsPerS: await highestRate(world, { to: '95503', peer: world.sip.peer }, search) };
        },
      });
    } finally {
      bare.stop();
    }
  },
});
