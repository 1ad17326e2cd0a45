import { median, spread } from '../frame/statistics.ts';
import { type Claim, column } from './claim.ts';

const MUST_KB = 50;

export const memoryClaim: Claim = {
  bench: 'memory',
  what: 'memory per live call in the server, 200 live calls',
  against: '-',
  must: `<= ${MUST_KB} kB (flat over 100,000 calls: a soak's work)`,
  judge(pairs) {
    const perCall = column(pairs, 'ours', 'kbPerCall');
    const rest = column(pairs, 'ours', 'restKb');
    const passed = column(pairs, 'ours', 'passed');
    // Rounds of one run only; NaN for a single one.
    const grown = ((rest.at(-1) ?? 0) - (rest[0] ?? 0)) / ((passed.at(-1) ?? 0) - (passed[0] ?? 0));
    const told = Number.isNaN(grown) ? 'one round: growth not measured' : `${grown.toFixed(2)} kB more per call that passed`;
    return {
      ours: `${spread(perCall, 1)} kB; at rest ${spread(rest.map((kb) => kb / 1024), 1)} MB, ${told}`,
      peer: '-', figure: `${spread(perCall, 1)} kB`, isMet: median(perCall) <= MUST_KB && !(grown >= 1),
    };
  },
};
