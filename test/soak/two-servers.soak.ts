/**
 * `./hotline test soak two-servers`: two servers on one PostgreSQL, Redis and Asterisk, 50 seats, 2,000 callers who all want a person, in
 * rounds of 500; rings missed, agents who sign out and load anew, servers killed (-9) and frozen. HOTLINE_TEST_SEED and HOTLINE_TEST_ROUNDS
 * go on from an earlier run.
 */
import { startPair } from '../calls/support/pair.ts';
import { sharedSeatsRound } from './support/pair-round.ts';
import { machine, rounds, say } from './support/soak-run.ts';

const seats: readonly string[] = Array.from({ length: 50 }, (_, index) => String(2001 + index));
const CALLS = 500;

const pair = await startPair({ exchanges: 1, seats });
try {
  process.exitCode = await rounds({
    count: 4, what: `${CALLS} callers a round, ${seats.length} seats, two servers`,
    round: async (seed) => {
      say(machine());
      return sharedSeatsRound(pair, { seats, calls: CALLS, atOnce: 60, seed, misfortuneEveryMs: 20_000 }, say);
    },
  });
} finally {
  await pair.stop();
}
