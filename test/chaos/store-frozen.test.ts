/** PostgreSQL frozen for ten seconds under twenty-four calls. Stopped fast and at once, and under fifty: `./hotline test soak store`. */
import { describe, expect, it } from 'vitest';
import type { Hotline } from '../calls/support/hotline.ts';
import { logSince } from './support/outage.ts';
import type { StandingCalls } from './support/standing-calls.ts';
import { windDown, wrongBooks } from './support/standing-check.ts';
import { storeAway } from './support/store-away.ts';
import { useStandingCalls } from './support/use-standing-calls.ts';

const PLAN = { talks: 5, ringing: 1, queued: 10, menus: 8, seats: ['1001', '1002', '1003', '1004', '1005', '1006'] };

let hotline: Hotline;
let calls: StandingCalls;
const since = new Date();
useStandingCalls(PLAN, (there) => void ({ hotline, calls } = there));

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
