/**
 * `./hotline test soak control`: 20 agents at desk phones and pages hand 60 callers about: blind and consult transfers, swaps, conferences,
 * REFER with and without Replaces; two supervisors listen, whisper, barge in and take over meanwhile. HOTLINE_TEST_SEED and HOTLINE_TEST_ROUNDS go on from an earlier run.
 */
import { aroundEnvironment } from '../calls/support/around-environment.ts';
import { controlOf } from '../calls/support/environment-link.ts';
import { controlRound } from './support/control-round.ts';
import { machine, rounds, say } from './support/soak-run.ts';
import { startWideHotline } from './support/wide-hotline.ts';

const seats: readonly string[] = Array.from({ length: 20 }, (_, index) => String(2001 + index));
const supervisors = ['2021', '2022'];
const CALLERS = 60;

const hosted = await startWideHotline({}, [...seats, ...supervisors]);
const { settings } = hosted.environment;
const hotline = await aroundEnvironment({ home: settings.home, portBase: settings.portBase, parts: controlOf(hosted) });
try {
  process.exitCode = await rounds({
    count: 2, what: `${CALLERS} callers a round, ${seats.length} seats, ${supervisors.length} supervisors, one Asterisk`,
    round: async (seed) => {
      say(machine());
      return controlRound(hotline, { seats, supervisors, callers: CALLERS, atOnce: 13, seed, isAlone: true }, say);
    },
  });
} finally {
  await hotline.close();
  await hosted.environment.stop();
}
