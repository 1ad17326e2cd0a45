/**
 * `./hotline test soak kill`: 200 live calls (talks recorded both ways, clients on hold, ringing seats, callers with music, callers in the menus) and
 * the server killed (-9), then frozen (SIGSTOP), round after round. `HOTLINE_TEST_SEED=n` begins with that round's seed.
 */
import { aroundEnvironment, type Hotline } from '../calls/support/around-environment.ts';
import { controlOf } from '../calls/support/environment-link.ts';
import { hurryQueues } from '../calls/support/queue-pace.ts';
import { until } from '../calls/support/until.ts';
import { nowMs } from '../../src/lab/sip/pacer.ts';
import { createRandom } from '../lab/ear-streams.ts';
import { moment, ownedAgain } from '../chaos/support/outage.ts';
import { fillHotline, type Plan, type StandingCalls } from '../chaos/support/standing-calls.ts';
import { allSound, judge, owned, windDown, wrongBooks } from '../chaos/support/standing-check.ts';
import { startWideHotline, wideSeats } from './support/wide-hotline.ts';
import { machine, rounds, say } from './support/soak-run.ts';

const TOTAL = 200;
const SIGNALS = ['SIGKILL', 'SIGSTOP'] as const;

/** The mix of a round, by its seed; always as many calls in all. */
function planOf(seed: number): Plan {
  const dice = createRandom(seed);
  const talks = 26 + dice.below(9);
  const held = 2 + dice.below(4);
  const ringing = 4 + dice.below(5);
  const menus = 40 + dice.below(40);
  return { talks, held, ringing, menus, queued: TOTAL - talks - held - ringing - menus, seats: wideSeats };
}

async function hit(hotline: Hotline, calls: StandingCalls, signal: (typeof SIGNALS)[number]): Promise<string[]> {
  const wrong: string[] = [];
  const at = moment();
  const pid = await hotline.parts.kill('server', signal);
  const back = await ownedAgain(hotline, at, `${TOTAL} calls, ${signal}`);
  if (back.pid === pid) wrong.push('the server is the same process');
  await allSound(calls.all(), back.ms, 15_000).catch((error: unknown) => wrong.push(String(error)));
  const heard = judge(calls, { fromMs: at.ms - 1_000, toMs: nowMs() });
  const { waiting, ringing, menus } = heard.longestQuietMs;
  say(`  ${heard.dropped} dropped, ${heard.talkSeconds} seconds of talk listened to, longest quiet: music ${waiting} ms, ringing tone ${ringing} ms, menus ${menus} ms`);
  wrong.push(...heard.wrong, ...(await owned(hotline, calls.all())));
  await until('the server is ready', async () => (await hotline.status()).parts.find(({ name }) => name === 'server')?.ready === true, 20_000);
  return wrong;
}

async function round(hotline: Hotline, seed: number): Promise<readonly string[]> {
  const since = new Date();
  const { seats: _, ...plan } = planOf(seed);
  say(`seed ${seed}: ${JSON.stringify(plan)}; ${machine()}`);
  const startedMs = nowMs();
  const calls = await fillHotline(hotline, planOf(seed));
  say(`  ${calls.all().length} calls stand after ${Math.round((nowMs() - startedMs) / 1_000)} s`);
  try {
    const wrong: string[] = [];
    for (const signal of SIGNALS) wrong.push(...(await hit(hotline, calls, signal)));
    const books = await windDown(hotline, calls, since);
    wrong.push(...(await wrongBooks(hotline, books, since)));
    say(`  wound down: ${books.ended} of ${books.arrived} ended, ${books.recordings} talks, ${books.sealed} sealed recordings, ${wrong.length} wrong`);
    return wrong;
  } finally {
    await calls.close();
  }
}

const hosted = await startWideHotline();
const { settings } = hosted.environment;
const hotline = await aroundEnvironment({ home: settings.home, portBase: settings.portBase, parts: controlOf(hosted) });
try {
  await hurryQueues(hotline, { ringMs: 300_000, acwMs: 500 });
  process.exitCode = await rounds({ count: 5, round: (seed) => round(hotline, seed), what: `${TOTAL} calls a round, server killed and frozen` });
} finally {
  await hotline.close();
  await hosted.environment.stop();
}
