/** Both ways to speak ARI, in turn in the same world: what a quote call costs by driver `direct`, the default, and by the package ari-client. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pinMeasured } from './frame/cpu.ts';
import { ourQuoteSide, quoteCost, quoteSize } from './frame/quote-cost.ts';
import { alternate, runBench } from './frame/run.ts';
import type { World } from './frame/world.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'hotline-drivers-'));
const driverFile = path.join(folder, 'ari-driver');
const choose = (driver: 'direct' | 'ari-client'): void => { writeFileSync(driverFile, driver); };

async function measure(world: World, driver: 'direct' | 'ari-client', isQuick: boolean): Promise<Record<string, number>> {
  await world.ours.halt('server');
  choose(driver);
  await world.ours.start('server');
  pinMeasured(world.pid('server'));
  return quoteCost(world, ourQuoteSide(world), quoteSize(isQuick));
}

choose('direct');
try {
  await runBench({
    name: 'drivers',
    world: { env: { HOTLINE_ARI_DRIVER_FILE: driverFile } },
    measure: (world, { pairs, isQuick }) => alternate({ pairs, ours: () => measure(world, 'direct', isQuick), peer: () => measure(world, 'ari-client', isQuick) }),
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
