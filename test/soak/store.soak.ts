/**
 * `./hotline test soak store`: PostgreSQL away for ten seconds under 50 live calls, frozen (SIGSTOP of all its processes), stopped fast
 * (as `pg_ctl stop -m fast`) and at once (`-m immediate`: a crash), round after round.
 */
import { aroundEnvironment, type Hotline } from '../calls/support/around-environment.ts';
import { controlOf } from '../calls/support/environment-link.ts';
import { hurryQueues } from '../calls/support/queue-pace.ts';
import { createRandom } from '../lab/ear-streams.ts';
import { fillHotline, type Plan } from '../chaos/support/standing-calls.ts';
import { windDown, wrongBooks } from '../chaos/support/standing-check.ts';
import { type Going, storeAway } from '../chaos/support/store-away.ts';
import { machine, rounds, say } from './support/soak-run.ts';
import { startWideHotline, wideSeats } from './support/wide-hotline.ts';

const TOTAL = 50;
const ways: readonly Going[] = ['frozen', 'stopped fast', 'stopped at once'];

function planOf(seed: number): Plan {
  const dice = createRandom(seed);
  const talks = 11 + dice.below(6);
  const held = 1;
  const ringing = 1 + dice.below(3);
  const menus = 8 + dice.below(8);
  return { talks, held, ringing, menus, queued: TOTAL - talks - held - ringing - menus, seats: wideSeats };
}

async function round(hotline: Hotline, seed: number): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const going of ways) {
    const since = new Date();
    const { seats: _, ...plan } = planOf(seed);
    say(`seed ${seed}: ${JSON.stringify(plan)}; ${machine()}`);
    const calls = await fillHotline(hotline, planOf(seed));
    try {
      wrong.push(...(await storeAway(hotline, calls, { going, since })));
      const books = await windDown(hotline, calls, since);
      wrong.push(...(await wrongBooks(hotline, books, since)));
      say(`  wound down: ${books.ended} of ${books.arrived} ended, ${books.recordings} talks, ${books.sealed} sealed recordings, ${wrong.length} wrong`);
    } finally {
      await calls.close();
    }
  }
  return wrong;
}

const hosted = await startWideHotline();
const { settings } = hosted.environment;
const hotline = await aroundEnvironment({ home: settings.home, portBase: settings.portBase, parts: controlOf(hosted) });
try {
  await hurryQueues(hotline, { ringMs: 300_000, acwMs: 500 });
  process.exitCode = await rounds({ count: 3, round: (seed) => round(hotline, seed), what: `${TOTAL} calls, PostgreSQL ${ways.join(', ')} for 10 s each` });
} finally {
  await hotline.close();
  await hosted.environment.stop();
}
