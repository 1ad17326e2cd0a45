import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadSettings } from '../../../src/config.ts';
import { startEnvironment } from '../../../src/lab/environment.ts';
import { claimPortBase } from '../../../src/lab/port-base.ts';
import type { PartEvent } from '../../../src/lab/watched-part.ts';
import type { HostedEnvironment } from './environment-link.ts';

/** A Monday in the morning session: prices move, agents are there. */
export const tradingMorning = '2026-11-23T10:00+08:00';

/** Every hotline of the tests stands on a machine far from Shanghai, so that nothing can lean on the machine's zone. */
const machineZone = 'America/Los_Angeles';

/** Everything `./hotline up` starts, in a folder and on ports of its own; `env` are further HOTLINE_* settings. */
export async function startWholeHotline(env: Readonly<Record<string, string>> = {}): Promise<HostedEnvironment> {
  const events: PartEvent[] = [];
  // Held against other runs on this machine until this one is over.
  const { portBase, release } = await claimPortBase(loadSettings().portBase);
  const environment = await startEnvironment({
    home: mkdtempSync(path.join(tmpdir(), 'hotline-calls-')),
    portBase,
    parts: ['postgres', 'redis', 'pbx', 'carrier', 'simulator', 'clients', 'server', 'worker'],
    now: tradingMorning,
    env: { TZ: machineZone, HOTLINE_TRANSFERS: 'branch-1=02161234567', ...env },
    onEvent: (event) => events.push(event),
    removeAfter: true,
  });
  const stop = async (): Promise<void> => {
    await environment.stop();
    release();
  };
  return { environment: { ...environment, stop }, events };
}
