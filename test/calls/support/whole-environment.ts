import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEnvironment } from '../../../src/lab/environment.ts';
import type { PartEvent } from '../../../src/lab/watched-part.ts';
import type { HostedEnvironment } from './environment-link.ts';
import { freePortBase } from './free-ports.ts';

/** A Monday in the morning session: prices move, agents are there. */
export const tradingMorning = '2026-11-23T10:00+08:00';

/** Everything `./hotline up` starts, in a folder and on ports of its own. */
export async function startWholeHotline(): Promise<HostedEnvironment> {
  const events: PartEvent[] = [];
  const environment = await startEnvironment({
    home: mkdtempSync(path.join(tmpdir(), 'hotline-calls-')),
    portBase: await freePortBase(),
    parts: ['postgres', 'redis', 'pbx', 'carrier', 'simulator', 'clients', 'server', 'worker'],
    now: tradingMorning,
    onEvent: (event) => events.push(event),
    removeAfter: true,
  });
  return { environment, events };
}
