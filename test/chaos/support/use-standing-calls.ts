/** A hotline full of calls that stand, for all tests of a file. */
import { afterAll, beforeAll } from 'vitest';
import { type Hotline, openHotline } from '../../calls/support/hotline.ts';
import { hurryQueues } from '../../calls/support/queue-pace.ts';
import { fillHotline, type Plan, type StandingCalls } from './standing-calls.ts';

export function useStandingCalls(plan: Plan, give: (there: { hotline: Hotline; calls: StandingCalls }) => void): void {
  let hotline: Hotline | undefined;
  let calls: StandingCalls | undefined;
  let restoreQueues: (() => Promise<void>) | undefined;
  beforeAll(async () => {
    hotline = await openHotline();
    restoreQueues = await hurryQueues(hotline, { ringMs: 120_000, acwMs: 500 });
    calls = await fillHotline(hotline, plan);
    give({ hotline, calls });
  });
  afterAll(async () => {
    await calls?.close();
    await restoreQueues?.();
    await hotline?.close();
  });
}
