import { median, spread } from '../frame/statistics.ts';
import { type Claim, column } from './claim.ts';
import { COST_PARTS } from './cost.ts';

const PARTS = ['asterisk', ...COST_PARTS] as const;

export const driversClaim: Claim = {
  bench: 'drivers',
  what: 'both drivers, cost per quote call (all of it, Asterisk included)',
  against: 'driver ari-client',
  must: 'the default is not the dearer one',
  judge(pairs) {
    const whole = (side: 'ours' | 'peer'): number[] => pairs.map((pair) => PARTS.reduce((sum, part) => sum + (pair[side][part] ?? Number.NaN), 0));
    const [direct, packaged] = [whole('ours'), whole('peer')];
    const ratios = direct.map((ms, at) => ms / (packaged[at] ?? Number.NaN));
    const each = (side: 'ours' | 'peer'): string => `${PARTS.map((part) => `${part} ${median(column(pairs, side, part)).toFixed(1)}`).join(', ')} ms`;
    return { ours: each('ours'), peer: each('peer'), figure: `${spread(ratios)}x`, isMet: median(ratios) <= 1 };
  },
};
