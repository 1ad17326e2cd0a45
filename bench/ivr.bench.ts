/**
 * Many callers in the menus at once: key press to the next prompt while 100 others ask for quotes, and how many quote calls at once are
 * all served, step by step upwards until one is not.
 */
import { keyTimes } from './frame/key-times.ts';
import { alternate, runBench } from './frame/run.ts';
import type { World } from './frame/world.ts';

type Side = { to: string; peer: { host: string; port: number } };

const CALL_MS = 10_000;
const OTHERS = 100;
const WARM_UP_MS = 30_000;
/** The last one is what the media ports of this configuration carry. */
const LEVELS = [100, 130, 160, 190] as const;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const startQuotes = (world: World, side: Side, atOnce: number): Promise<void> =>
  world.load.startQuotes({ ...side, callsPerS: (atOnce * 1_000) / CALL_MS, callMs: CALL_MS, nameFrame: world.firstFrame('name.600519') });

/** All of them heard their quote; those still under way when it ends are not asked. */
async function areServed(world: World, side: Side, atOnce: number, forMs: number): Promise<boolean> {
  await startQuotes(world, side, atOnce);
  await pause(CALL_MS + forMs);
  const { failed, reasons } = await world.load.stopQuotes();
  if (failed > 0) console.log(`    at ${atOnce}: ${failed} not served: ${JSON.stringify(reasons)}`);
  return failed === 0;
}

async function mostAtOnce(world: World, side: Side, isQuick: boolean): Promise<number> {
  let most = 0;
  for (const atOnce of isQuick ? [5] : LEVELS) {
    if (!(await areServed(world, side, atOnce, isQuick ? 1_000 : CALL_MS))) break;
    most = atOnce;
  }
  return most;
}

async function measure(world: World, side: Side, isQuick: boolean): Promise<Record<string, number>> {
  await startQuotes(world, side, isQuick ? 5 : OTHERS);
  await pause(isQuick ? 1_000 : CALL_MS);
  const keys = await keyTimes(world, side, 'others', isQuick ? { callers: 2, rounds: 2 } : { callers: 8, rounds: 30 });
  await world.load.stopQuotes();
  return { ...keys, mostAtOnce: await mostAtOnce(world, side, isQuick) };
}

/** A server that has just begun still compiles; a hotline runs for weeks. Both sides have half a minute of the same load first. */
async function warmUp(world: World, side: Side): Promise<void> {
  await startQuotes(world, side, OTHERS);
  await pause(WARM_UP_MS);
  await world.load.stopQuotes();
}

await runBench({
  name: 'ivr',
  async measure(world, { pairs, isQuick }) {
    const ours: Side = { to: world.ours.settings.dnis, peer: world.sip.ours };
    const peer: Side = { to: '95501', peer: world.sip.peer };
    if (!isQuick) for (const side of [ours, peer]) await warmUp(world, side);
    return alternate({ pairs, ours: () => measure(world, ours, isQuick), peer: () => measure(world, peer, isQuick) });
  },
});
