/** Memory of the server per live call: what lives after a forced collection with no call, 100 and 200 live calls; and at rest after many short ones. */
import { inspect } from './frame/inspector.ts';
import { runBench, show } from './frame/run.ts';
import type { Pair } from './frame/pieces.ts';

const SETTLE_MS = 2_500;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

await runBench({
  name: 'memory',
  world: { env: { NODE_OPTIONS: '--inspect=127.0.0.1:0' } },
  async measure(world, { pairs, isQuick }) {
    const { load } = world;
    const side = { peer: world.sip.ours, to: world.ours.settings.dnis };
    const sizes = isQuick ? [0, 2, 4] : [0, 100, 200];
    const arrivals = { ...side, callsPerS: isQuick ? 5 : 40, forMs: isQuick ? 1_000 : 15_000, stayMs: 100, welcomeFrame: world.firstFrame('welcome') };
    const inspector = await inspect(world.ours.part('server').log);
    const used = async (): Promise<{ usedKb: number; rssKb: number }> => {
      await pause(SETTLE_MS);
      return inspector.memoryAfterCollection();
    };
    const found: Pair[] = [];
    let passed = (await load.arrivals(arrivals)).placed;
    for (let round = 1; round <= pairs; round += 1) {
      const at: number[] = [];
      let rssKb = 0;
      for (const count of sizes) {
        await load.holdCalls({ ...side, count, callsPerS: 25 });
        const memory = await used();
        at.push(memory.usedKb);
        rssKb = memory.rssKb;
        passed += await load.dropCalls();
      }
      passed += (await load.arrivals(arrivals)).placed;
      const [none = 0, some = 0, many = 0] = at;
      const ours = { kbPerCall: (many - none) / (sizes[2] ?? 1), kbPerCallAtHalf: (some - none) / (sizes[1] ?? 1), restKb: none, passed, rssMb: rssKb / 1024 };
      console.log(`  round ${round}: ${show(ours)}`);
      found.push({ ours, peer: {} });
    }
    inspector.close();
    return found;
  },
});
