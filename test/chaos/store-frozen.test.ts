/** PostgreSQL frozen for ten seconds under twenty-four calls. Stopped fast and at once, and under fifty: `./hotline test soak store`. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Hotline, openHotline } from '../calls/support/hotline.ts';
import { hurryQueues } from '../calls/support/queue-pace.ts';
import { logSince } from './support/outage.ts';
import { fillHotline, type StandingCalls } from './support/standing-calls.ts';
import { windDown, wrongBooks } from './support/standing-check.ts';
import { storeAway } from './support/store-away.ts';

const PLAN = { talks: 5, ringing: 1, queued: 10, menus: 8, seats: ['1001', '1002', '1003', '1004', '1005', '1006'] };

let hotline: Hotline;
let calls: StandingCalls;
let restoreQueues: () => Promise<void>;
const since = new Date();
beforeAll(async () => {
  hotline = await openHotline();
  restoreQueues = await hurryQueues(hotline, { ringMs: 120_000, acwMs: 500 });
  calls = await fillHotline(hotline, PLAN);
});
afterAll(async () => {
  await calls?.close();
  await restoreQueues?.();
  await hotline?.close();
});

describe('PostgreSQL freezes (SIGSTOP) for ten seconds', () => {
  it('no talk is hurt, nobody is in silence, readiness says what is frozen, all facts are there afterwards, nothing is restarted', async () => {
    expect(await storeAway(hotline, calls, { going: 'frozen', since })).toEqual([]);
    expect(logSince(hotline, 'server', since.getTime()).filter(({ msg }) => msg.includes('belongs to another process'))).toEqual([]);
    const events = await hotline.parts.events();
    expect(events.filter(({ part, kind }) => part === 'postgres' && kind === 'frozen')).toEqual([]);
  });

  it('afterwards all winds down to nothing, the books add up, each talk has one sealed recording [E-02]', async () => {
    expect(await wrongBooks(hotline, await windDown(hotline, calls, since), since)).toEqual([]);
  });
});
