import { median, spread } from '../frame/statistics.ts';
import { type Claim, column } from './claim.ts';

const ALL_MUST_MS = 50;
const ONE_MUST_MS = 5;

export const routingClaim: Claim = {
  bench: 'routing',
  what: 'routing decision, 500 waiting callers and 500 seats: all seats just ready; one seat just ready',
  against: '-',
  must: `<= ${ALL_MUST_MS} ms for the 500 decisions; <= ${ONE_MUST_MS} ms for the one`,
  judge(pairs) {
    const [all, one] = [column(pairs, 'ours', 'allReadyMs'), column(pairs, 'ours', 'oneReadyMs')];
    const figure = `${spread(all, 1)} ms; ${spread(one, 2)} ms`;
    return { ours: figure, peer: '-', figure, isMet: median(all) <= ALL_MUST_MS && median(one) <= ONE_MUST_MS };
  },
};
