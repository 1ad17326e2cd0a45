import { nowMs } from '../../../src/lab/sip/pacer.ts';
import type { Hotline } from '../../calls/support/hotline.ts';
import { until } from '../../calls/support/until.ts';

/** Kills the server without warning; resolves when its successor serves. Times on the lab's clock: the outage itself. */
export async function killServer(hotline: Hotline): Promise<{ fromMs: number; toMs: number }> {
  const fromMs = nowMs();
  const killed = await hotline.parts.kill('server', 'SIGKILL');
  await until('another server runs', async () => ![undefined, killed].includes(await hotline.parts.pid('server')));
  await hotline.parts.ready('server');
  return { fromMs, toMs: nowMs() };
}
