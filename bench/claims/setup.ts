import { median, spread } from '../frame/statistics.ts';
import { type Claim, column } from './claim.ts';

const MUST = 0.75;

export const setupClaim: Claim = {
  bench: 'setup',
  what: 'calls set up per second without loss, IVR',
  against: 'a bare Stasis client that keeps nothing (plain dialplan for the record)',
  must: `>= ${MUST}x of the bare client`,
  judge(pairs) {
    const ratios = pairs.map(({ ours, peer }) => (ours['callsPerS'] ?? Number.NaN) / (peer['bareCallsPerS'] ?? Number.NaN));
    return {
      ours: `${spread(column(pairs, 'ours', 'callsPerS'), 0)} calls/s`,
      peer: `bare ${spread(column(pairs, 'peer', 'bareCallsPerS'), 0)}, dialplan ${spread(column(pairs, 'peer', 'plainCallsPerS').filter((value) => !Number.isNaN(value)), 0)} calls/s`,
      figure: `${spread(ratios)}x`, isMet: median(ratios) >= MUST,
    };
  },
};
