/** From the end of a key press to the first packet of the prompt it leads to, at the caller's ear; idle, and with 50 quote calls at once. */
import { keyTimes } from './frame/key-times.ts';
import { alternate, runBench } from './frame/run.ts';
import type { World } from './frame/world.ts';

type Side = { to: string; peer: { host: string; port: number } };

const CALL_MS = 10_000;
const HALF_LOAD_AT_ONCE = 50;

async function measure(world: World, side: Side, isQuick: boolean): Promise<Record<string, number>> {
  const size = isQuick ? { callers: 2, rounds: 2 } : { callers: 8, rounds: 7 };
  const idle = await keyTimes(world, side, 'idle', size);
  await world.load.startQuotes({ ...side, callsPerS: ((isQuick ? 5 : HALF_LOAD_AT_ONCE) * 1_000) / CALL_MS, callMs: CALL_MS, nameFrame: world.firstFrame('name.600519') });
  await new Promise((resolve) => setTimeout(resolve, isQuick ? 1_000 : CALL_MS));
  const load = await keyTimes(world, side, 'load', size);
  await world.load.stopQuotes();
  return { ...idle, ...load };
}

await runBench({
  name: 'keys',
  measure: (world, { pairs, isQuick }) => alternate({
    pairs,
    ours: () => measure(world, { to: world.ours.settings.dnis, peer: world.sip.ours }, isQuick),
    peer: () => measure(world, { to: '95501', peer: world.sip.peer }, isQuick),
  }),
});
