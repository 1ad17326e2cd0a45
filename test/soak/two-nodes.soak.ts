/**
 * `./hotline test soak two-nodes`: two Asterisks, a server for each, on one PostgreSQL and Redis; 40 live calls, callers at both, agents of
 * each at both; one server is killed (-9) under them.
 */
import { startPair } from '../calls/support/pair.ts';
import { hurryQueues } from '../calls/support/queue-pace.ts';
import { callsAcross } from './support/across-exchanges.ts';
import { machine, rounds, say } from './support/soak-run.ts';

const seats: readonly string[] = Array.from({ length: 24 }, (_, index) => String(2001 + index));

const pair = await startPair({ exchanges: 2, seats });
try {
  await hurryQueues(pair.hotline, { ringMs: 300_000, acwMs: 500 });
  process.exitCode = await rounds({
    count: 3, what: '40 calls at two exchanges, one server killed',
    round: async () => {
      say(machine());
      const first = { talks: 10, ringing: 0, queued: 0, menus: 10, seats: seats.slice(0, 10) };
      return callsAcross(pair, [first, { talks: 10, ringing: 0, queued: 6, menus: 4, seats: seats.slice(10, 20) }], say);
    },
  });
} finally {
  await pair.stop();
}
