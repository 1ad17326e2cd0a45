import { median, spread } from '../frame/statistics.ts';
import { type Claim, column } from './claim.ts';
import { latencyClaim } from './keys.ts';

export const inviteClaim = latencyClaim({
  bench: 'invite', what: 'key press that enters a queue to the INVITE of a ready seat, 200 seats signed in', against: 'app_queue', at: 'invite', p50MoreMs: 5, p99MoreMs: 10,
});

const NEVER_LATER_MS = 100;

export const popClaim: Claim = {
  bench: 'invite',
  what: 'screen pop at the seat\'s page',
  against: 'the seat\'s INVITE',
  must: `before it, p95; never later than ${NEVER_LATER_MS} ms after`,
  judge(pairs) {
    const p95 = column(pairs, 'ours', 'popP95');
    const most = column(pairs, 'ours', 'popMost');
    return {
      ours: `p50 ${spread(column(pairs, 'ours', 'popP50'), 1)} ms`, peer: '0', figure: `p95 ${spread(p95, 1)}, latest ${spread(most, 1)} ms`,
      isMet: median(p95) <= 0 && Math.max(...most) <= NEVER_LATER_MS,
    };
  },
};
