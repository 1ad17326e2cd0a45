/** CPU per quote call, by part: 100 calls of 10 s at once, steady, the kernel's books read before and after a window of it. */
import type { QuoteCounts } from '../load/quote-callers.ts';
import { cpuMsOf } from './cpu.ts';
import type { World } from './world.ts';

const CALL_MS = 10_000;
const SETTLE_MS = 10_500;

export interface QuoteSide {
  readonly to: string;
  readonly peer: { host: string; port: number };
  /** Process of each part that is counted. */
  readonly parts: Readonly<Record<string, number>>;
}
export const quoteSize = (isQuick: boolean) => (isQuick ? { atOnce: 5, windowMs: 2_000 } : { atOnce: 100, windowMs: 12_000 });

/** Our side, and its processes as they are now. */
export function ourQuoteSide(world: World): QuoteSide {
  const names = { asterisk: 'pbx', server: 'server', postgres: 'postgres', redis: 'redis', worker: 'worker', simulator: 'simulator' } as const;
  const parts = Object.fromEntries(Object.entries(names).map(([part, name]) => [part, world.pid(name)]));
  return { to: world.ours.settings.dnis, peer: world.sip.ours, parts };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export async function quoteCost(world: World, side: QuoteSide, size: { atOnce: number; windowMs: number }): Promise<Record<string, number>> {
  const { load } = world;
  await load.startQuotes({ peer: side.peer, to: side.to, callsPerS: (size.atOnce * 1_000) / CALL_MS, callMs: CALL_MS, nameFrame: world.firstFrame('name.600519') });
  await pause(SETTLE_MS);
  const books = async (): Promise<{ counts: QuoteCounts; cpu: Record<string, number>; atMs: number }> => ({
    counts: await load.countQuotes(), atMs: performance.now(),
    cpu: Object.fromEntries(Object.entries({ ...side.parts, load: load.pid }).map(([part, pid]) => [part, cpuMsOf(pid)])),
  });
  const before = await books();
  await pause(size.windowMs);
  const after = await books();
  const total = await load.stopQuotes();
  const calls = after.counts.finished - before.counts.finished;
  const cost: Record<string, number> = Object.fromEntries(Object.keys(after.cpu).map((part) => [part, ((after.cpu[part] ?? 0) - (before.cpu[part] ?? 0)) / calls]));
  const loadShare = ((cost['load'] ?? 0) * calls) / (after.atMs - before.atMs);
  if (total.failed > 0) console.log(`    ${total.failed} of ${total.placed} calls were not served: ${JSON.stringify(total.reasons)}`);
  // That both sides hear as much is seen, not believed.
  return { ...cost, calls, atOnce: after.counts.live, failed: total.failed, loadShare, packetsHeard: total.packetsHeard / total.finished };
}
