/** Forty calls in every place a call can be; the server is killed, then frozen, under them. The 200 are `./hotline test soak kill`. */
import { describe, expect, it } from 'vitest';
import { nowMs } from '../../src/lab/sip/pacer.ts';
import type { Hotline } from '../calls/support/hotline.ts';
import { until } from '../calls/support/until.ts';
import { figure, moment, ownedAgain } from './support/outage.ts';
import type { StandingCalls } from './support/standing-calls.ts';
import { allSound, judge, owned, windDown, wrongBooks } from './support/standing-check.ts';
import { useStandingCalls } from './support/use-standing-calls.ts';

const PLAN = { talks: 5, held: 1, ringing: 2, queued: 20, menus: 12, seats: ['1001', '1002', '1003', '1004', '1005', '1006', '1010', '1011'] };

let hotline: Hotline;
let calls: StandingCalls;
const since = new Date();
useStandingCalls(PLAN, (there) => void ({ hotline, calls } = there));

describe.each([
  ['killed (-9)', 'SIGKILL'],
  ['frozen (SIGSTOP)', 'SIGSTOP'],
] as const)('the server is %s under 40 calls', (what, signal) => {
  it('none is dropped, every talk is heard at both ends in every second, nobody waits in silence', async () => {
    const hit = moment();
    const pid = await hotline.parts.kill('server', signal);
    const back = await ownedAgain(hotline, hit, `40 calls, server ${what}`);
    expect(back.pid).not.toBe(pid);
    await allSound(calls.all(), back.ms, 10_000);
    const heard = judge(calls, { fromMs: hit.ms - 1_000, toMs: nowMs() });
    figure(`${heard.dropped} dropped, ${heard.talkSeconds} seconds of talk heard, longest quiet ${JSON.stringify(heard.longestQuietMs)} ms`);
    expect(heard.wrong).toEqual([]);
    expect(await owned(hotline, calls.all())).toEqual([]);
    await until('the part is ready', async () => (await hotline.status()).parts.find(({ name }) => name === 'server')?.ready === true);
  });
});

describe('afterwards', () => {
  it('seats that rang are answered and talk; all winds down to nothing, the books add up, each talk has one sealed recording [E-02]', async () => {
    const books = await windDown(hotline, calls, since);
    expect(await wrongBooks(hotline, books, since)).toEqual([]);
    expect(books.answered).toBeGreaterThanOrEqual(PLAN.talks + PLAN.held + PLAN.ringing);
  });
});
